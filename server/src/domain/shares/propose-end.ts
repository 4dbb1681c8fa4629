import { type SchoolCalendar, schoolYear } from '../academies/school-year.ts'
import { type EndFacts, endOfDay, givenEnd } from './end.ts'

const MONTH = 30 * 24 * 3600

/** The last second of the day before. */
const endBefore = (day: string, zone: string): number => {
  const eve = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000)
  return endOfDay(eve.toISOString().slice(0, 10), zone)
}

/**
 * An end to offer to somebody who wants one: that of the policy, or else of their academy's school year. In its last
 * month it is the next year's.
 * @returns seconds.
 */
export function proposedEnd(facts: EndFacts, calendar: SchoolCalendar): number {
  const { policy, now, zone } = facts
  if (policy.given) return givenEnd(facts)
  const { until } = schoolYear(calendar, now * 1000, zone)
  const end = endBefore(until, zone)
  if (end - now >= MONTH) return end
  return endBefore(`${Number(until.slice(0, 4)) + 1}${until.slice(4)}`, zone)
}
