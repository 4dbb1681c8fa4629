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

/** A day as clients write it, or an instant in seconds; empty or null: never. */
export type EndWish = string | number | null

const isNever = (wished: EndWish): boolean =>
  wished === null || (typeof wished === 'string' && wished.trim() === '')

/** The end that policy gives. @returns seconds. */
export const givenEnd = ({ policy, now, zone }: EndFacts): number =>
  endOfDay(later(localDay(now, zone), policy.days), zone)

/**
 * When a new share ends.
 * @param wished undefined: nothing was said.
 * @returns seconds; null: never. @throws Refusal `bad-request` (`share-end-…`).
 */
export function firstEnd(wished: EndWish | undefined, facts: EndFacts): number | null {
  if (wished !== undefined && !isNever(wished)) return acceptEnd(wished, facts)
  const given = wished === undefined ? facts.policy.given : facts.policy.enforced
  return given ? givenEnd(facts) : null
}

/**
 * When a share ends from now on. The day as it was shown leaves the end as it is, to the second.
 * @param wished undefined: as it was.
 * @throws Refusal `bad-request` (`share-end-…`; `share-end-enforced` when it may not go away).
 */
export function nextEnd(known: number | null, wished: EndWish | undefined, facts: EndFacts): number | null {
  if (wished === undefined || wished === known) return known
  const day = typeof wished === 'string' && !isNever(wished) ? parseDay(wished) : undefined
  return known !== null && shownDay(known, facts.zone) === day ? known : wishedEnd(wished, facts)
}

/**
 * An end that somebody chose.
 * @throws Refusal `bad-request` (`share-end-…`; `share-end-enforced` when there has to be one).
 */
export function wishedEnd(wished: EndWish, facts: EndFacts): number | null {
  if (!isNever(wished)) return acceptEnd(wished, facts)
  if (facts.policy.enforced) throw new Refusal('bad-request', 'share-end-enforced')
  return null
}

/** @throws Refusal `bad-request` (`share-end-past`, `share-end-far`). */
function acceptEnd(wished: EndWish, { policy, now, zone }: EndFacts): number {
  const end = typeof wished === 'number' ? wished : endOfDay(parseDay(wished ?? ''), zone)
  if (end <= now) throw new Refusal('bad-request', 'share-end-past')
  if (policy.enforced && localDay(end, zone) > later(localDay(now, zone), policy.days))
    throw new Refusal('bad-request', 'share-end-far', { facts: { count: policy.days } })
  return end
}
