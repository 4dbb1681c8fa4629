import { localDay } from '../../vocabulary/time-zone.ts'
import { type EndFacts, endOfDay, givenEnd } from './end.ts'

const MONTH = 30 * 24 * 3600

/**
 * An end to offer to somebody who wants one: that of the policy, or else of the school year. In its last month it is
 * the next year's.
 * @returns seconds.
 */
export function proposedEnd(facts: EndFacts): number {
  const { policy, now, zone } = facts
  if (policy.given) return givenEnd(facts)
  const year = Number(localDay(now, zone).slice(0, 4))
  const end = endOfDay(`${year}-08-31`, zone)
  return end - now >= MONTH ? end : endOfDay(`${year + 1}-08-31`, zone)
}
