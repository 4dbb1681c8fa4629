import { dateFormat } from './formats.ts'

/** Minutes that a zone's clocks are ahead of UTC at an instant. @param zone an IANA name. @param instant milliseconds. */
export function offsetAt(zone: string, instant: number): number {
  const parts = dateFormat('en-GB', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(instant)
  const get = (type: string): number => Number(parts.find((part) => part.type === type)?.value)
  const [year, month, day] = [get('year'), get('month'), get('day')]
  const shown = Date.UTC(year, month - 1, day, get('hour'), get('minute'), get('second'))
  return Math.round((shown - Math.floor(instant / 1000) * 1000) / 60_000)
}

/**
 * When a zone's clocks show a time; of an hour that comes twice, the first one.
 * @param clock the time as if it were UTC's, milliseconds. @returns milliseconds.
 */
export function instantOf(clock: number, zone: string): number {
  const before = offsetAt(zone, clock - 86_400_000)
  const fits = (minutes: number): boolean => offsetAt(zone, clock - minutes * 60_000) === minutes
  const minutes = fits(before) ? before : offsetAt(zone, clock - before * 60_000)
  return clock - minutes * 60_000
}

/** The day that it is in a time zone, such as `2026-11-22`. @param at seconds. */
export const localDay = (at: number, zone: string): string =>
  dateFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at * 1000)
