import type { Reader } from '../../storage/records/records.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import type { Academy } from './academy.ts'

/** A day, as calendars write it: `2026-09-01`. */
export type Day = string

/** When the school years of an academy begin. */
export type SchoolCalendar = Pick<Academy, 'yearStarts' | 'zone'>

/** Of whoever belongs to no academy. */
const USUAL: SchoolCalendar = { yearStarts: '09-01', zone: '' }

const dayIn = (zone: string, at: number): Day =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at)

/**
 * The school year that a moment lies in, as the academy counts it.
 * @param at milliseconds since 1970.
 * @param instanceZone where the academy has no time zone of its own.
 * @returns its first day, and the first day of the next one.
 */
export function schoolYear(
  { yearStarts, zone }: SchoolCalendar,
  at: number,
  instanceZone: string,
): { from: Day; until: Day } {
  const today = dayIn(zone || instanceZone, at)
  const year = Number(today.slice(0, 4)) - (today.slice(5) < yearStarts ? 1 : 0)
  return { from: `${year}-${yearStarts}`, until: `${year + 1}-${yearStarts}` }
}

const CALENDAR = `SELECT a.year_starts, a.zone FROM person p JOIN academy a ON a.id = p.academy WHERE p.id = ?`

/** As the academy of somebody has it. */
export async function schoolCalendar(reader: Reader, person: PersonId): Promise<SchoolCalendar> {
  const row = await reader.get<{ year_starts: string; zone: string }>(CALENDAR, person)
  return row === undefined ? USUAL : { yearStarts: row.year_starts, zone: row.zone }
}
