import { UsageError } from './command.ts'

const FORM =
  /^(?:(\d{4})-(\d{2})-(\d{2}))?(?:(?<=\d)[T ](?=\d))?(?:(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/

/** Minutes that a zone's clocks are ahead of UTC at an instant. */
function offsetAt(zone: string, instant: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(instant)
  const get = (type: string): number => Number(parts.find((part) => part.type === type)?.value)
  const [year, month, day] = [get('year'), get('month'), get('day')]
  const shown = Date.UTC(year, month - 1, day, get('hour'), get('minute'), get('second'))
  return Math.round((shown - Math.floor(instant / 1000) * 1000) / 60_000)
}

/**
 * A time as people write it: `2026-11-22 10:42`, `2026-11-22T10:42:30`, `10:42` of today, a day alone for its
 * beginning; in the school's time zone unless it ends with `Z` or `+01:00`. Of an hour that comes twice, the
 * first one.
 * @param now milliseconds.
 * @returns seconds. @throws UsageError.
 */
export function readTime(text: string, zone: string, now: number): number {
  const [, year, month, day, hour, minute, second, offset] = FORM.exec(text.trim()) ?? []
  if (year === undefined && hour === undefined)
    throw new UsageError(`“${text}” is no time: write 2026-11-22T10:42, or 10:42 for today`)
  const today = new Date(now + offsetAt(zone, now) * 60_000)
  const date = [
    year === undefined ? today.getUTCFullYear() : Number(year),
    year === undefined ? today.getUTCMonth() : Number(month) - 1,
    year === undefined ? today.getUTCDate() : Number(day),
  ] as const
  const time = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)] as const
  const clock = Date.UTC(...date, ...time)
  const back = new Date(clock)
  if (
    back.getUTCMonth() !== date[1] ||
    back.getUTCDate() !== date[2] ||
    back.getUTCHours() !== time[0] ||
    time[1] > 59 ||
    time[2] > 59
  )
    throw new UsageError(`“${text}” is no time: there is no such day or hour`)
  return Math.floor((clock - minutesOf(offset, zone, clock) * 60_000) / 1000)
}

function minutesOf(offset: string | undefined, zone: string, clock: number): number {
  if (offset === 'Z') return 0
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(offset ?? '')
  if (match !== null) return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]))
  const before = offsetAt(zone, clock - 86_400_000)
  const fits = (minutes: number): boolean => offsetAt(zone, clock - minutes * 60_000) === minutes
  return fits(before) ? before : offsetAt(zone, clock - before * 60_000)
}
