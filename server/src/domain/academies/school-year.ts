import type { Academy } from './academy.ts'

/** A day, as calendars write it: `2026-09-01`. */
export type Day = string

const dayIn = (zone: string, at: number): Day =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at)

/**
 * The school year that a moment lies in, as the academy counts it.
 * @param at milliseconds since 1970.
 * @param instanceZone where the academy has no time zone of its own.
 * @returns its first day, and the first day of the next one.
 */
export function schoolYear(
  { yearStarts, zone }: Pick<Academy, 'yearStarts' | 'zone'>,
  at: number,
  instanceZone: string,
): { from: Day; until: Day } {
  const today = dayIn(zone || instanceZone, at)
  const year = Number(today.slice(0, 4)) - (today.slice(5) < yearStarts ? 1 : 0)
  return { from: `${year}-${yearStarts}`, until: `${year + 1}-${yearStarts}` }
}
