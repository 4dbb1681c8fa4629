import { instantOf, offsetAt } from '../../vocabulary/time-zone.ts'
import { UsageError } from './command.ts'

const FORM =
  /^(?:(\d{4})-(\d{2})-(\d{2}))?(?:(?<=\d)[T ](?=\d))?(?:(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/

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
  const minutes = minutesOf(offset)
  return Math.floor((minutes === undefined ? instantOf(clock, zone) : clock - minutes * 60_000) / 1000)
}

function minutesOf(offset: string | undefined): number | undefined {
  if (offset === 'Z') return 0
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(offset ?? '')
  return match === null ? undefined : (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]))
}
