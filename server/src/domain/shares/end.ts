import { Refusal } from '../../vocabulary/refusal.ts'
import { instantOf, localDay } from '../../vocabulary/time-zone.ts'
import type { EndPolicy } from './policy.ts'

const DAY = 24 * 3600
/** A date, alone or with a time, which is left aside: phones send midnight in UTC (ocs.md §6.4). */
const FORM = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}\S*)?$/

/** @returns `2027-01-31`. @throws Refusal `bad-request` (`share-end-date`). */
export function parseDay(text: string): string {
  const [, year, month, day] = FORM.exec(text.trim().replace(/^"+|"+$/g, '')) ?? []
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  if (day === undefined || date.getUTCDate() !== Number(day) || date.getUTCMonth() !== Number(month) - 1)
    throw new Refusal('bad-request', 'share-end-date')
  return `${year}-${month}-${day}`
}

/** The last second of a day. @returns seconds. */
export const endOfDay = (day: string, zone: string): number =>
  Math.floor(instantOf(Date.parse(`${day}T23:59:59Z`), zone) / 1000)

/** What clients are shown of an end, and send back when they leave it as it is. */
export const shownDay = (end: number, zone: string): string => localDay(end, zone)

const later = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY * 1000).toISOString().slice(0, 10)

export interface EndFacts {
  readonly policy: EndPolicy
  /** Seconds. */
  readonly now: number
  /** The school's, an IANA name. */
  readonly zone: string
}

/**
 * When a new share ends.
 * @param wished undefined: nothing was said; empty: never.
 * @returns seconds; null: never. @throws Refusal `bad-request` (`share-end-…`).
 */
export function firstEnd(wished: string | undefined, facts: EndFacts): number | null {
  const { policy, now, zone } = facts
  if (wished !== undefined && wished.trim() !== '') return acceptDay(parseDay(wished), facts)
  const given = wished === undefined ? policy.given : policy.enforced
  return given ? endOfDay(later(localDay(now, zone), policy.days), zone) : null
}

/**
 * When a share ends from now on. The day as it was shown leaves the end as it is, to the second.
 * @param wished undefined: as it was; empty: never.
 * @throws Refusal `bad-request` (`share-end-…`; `share-end-enforced` when it may not go away).
 */
export function nextEnd(known: number | null, wished: string | undefined, facts: EndFacts): number | null {
  if (wished === undefined) return known
  if (wished.trim() === '') {
    if (facts.policy.enforced) throw new Refusal('bad-request', 'share-end-enforced')
    return null
  }
  const day = parseDay(wished)
  return known !== null && shownDay(known, facts.zone) === day ? known : acceptDay(day, facts)
}

function acceptDay(day: string, { policy, now, zone }: EndFacts): number {
  const today = localDay(now, zone)
  if (day < today) throw new Refusal('bad-request', 'share-end-past')
  if (policy.enforced && day > later(today, policy.days))
    throw new Refusal('bad-request', 'share-end-far', { facts: { count: policy.days } })
  return endOfDay(day, zone)
}
