import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { CREATE, DELETE, READ, UPDATE } from '../../vocabulary/permissions.ts'
import type { Domain } from '../domain.ts'
import { demandSharing, sharingPolicy } from './policy.ts'
import { SHARE, type ShareRow, shareOf } from './share.ts'
import { type ShownShare, showShares } from './shown.ts'

const DAY = 24 * 3600
/** Seconds in which an address may lie about before it counts as never used. */
const UNUSED = 7 * DAY
/** Seconds after which something counts as old. */
const OLD = 365 * DAY

/** What is worth a second look, the worst first. */
export const RISKS = ['no-password', 'can-write', 'no-end', 'never-used', 'old'] as const
export type Risk = (typeof RISKS)[number]

/** The worst weighs more than all the others together. */
const weight = (risk: Risk): number => 1 << (RISKS.length - 1 - RISKS.indexOf(risk))
const counts = (risk: Risk, condition: string): string =>
  `CASE WHEN ${condition} THEN ${weight(risk)} ELSE 0 END`

/** Colleagues have accounts, and change what they were given to change: only addresses are judged by that. */
const RISK = `CASE WHEN s.expires <= ? THEN 0 ELSE ${[
  counts('no-password', 's.kind > 1 AND l.password IS NULL'),
  counts(
    'can-write',
    `s.kind > 1 AND (s.permissions & ${READ}) <> 0 AND (s.permissions & ${UPDATE | CREATE | DELETE}) <> 0`,
  ),
  counts('no-end', 's.expires IS NULL AND b.closes IS NULL AND b.closed IS NULL'),
  counts('never-used', 's.kind > 1 AND l.last_used IS NULL AND s.created < ?'),
  counts('old', 's.created < ?'),
].join(' + ')} END`

/** Links that have ended come last; shares that have are nobody's any more. */
const OWN = `SELECT ${SHARE}, ${RISK} AS risk FROM share s LEFT JOIN link l ON l.share = s.id
    LEFT JOIN box b ON b.share = s.id
  WHERE (s.sharer = ? OR s.space IN (SELECT id FROM space WHERE owner = ?))
    AND (s.kind > 1 OR s.expires IS NULL OR s.expires > ?)`
const BY_RISK = `SELECT * FROM (${OWN}) r WHERE r.risk < ? OR r.risk = ? AND r.id < ?
  ORDER BY r.risk DESC, r.id DESC LIMIT ?`
const NEWEST = `SELECT * FROM (${OWN}) r WHERE r.id < ? ORDER BY r.id DESC LIMIT ?`

export interface BoardWish {
  readonly sort: 'risk' | 'newest'
  readonly limit: number
  /** Of the last of the page before. */
  readonly after?: { readonly risk: number; readonly id: number } | undefined
}

export interface OnBoard {
  readonly shown: ShownShare
  readonly risks: readonly Risk[]
}

/** Everything that somebody gave, or that was given of theirs: addresses, boxes, people and groups. */
export async function listBoard(
  domain: Domain,
  actor: Member,
  { sort, limit, after }: BoardWish,
): Promise<{ rows: OnBoard[]; next: BoardWish['after'] }> {
  const now = seconds(domain.now())
  const { person } = actor
  return await domain.records.read(async (reader) => {
    demandSharing(await sharingPolicy(reader, person))
    const facts = [now, now - UNUSED, now - OLD, person, person, now]
    const { risk = 1 << RISKS.length, id = Number.MAX_SAFE_INTEGER } = after ?? {}
    const rows =
      sort === 'risk'
        ? await reader.all<ShareRow & { risk: number }>(BY_RISK, ...facts, risk, risk, id, limit)
        : await reader.all<ShareRow & { risk: number }>(NEWEST, ...facts, id, limit)
    const risks = new Map(rows.map((row) => [row.id, row.risk]))
    const given = rows.map(({ risk: _, ...row }) => shareOf(row))
    const { shares } = await showShares(reader, actor, given, now)
    const last = rows.at(-1)
    return {
      rows: shares
        .filter(({ location }) => location !== undefined)
        .map((shown) => ({ shown, risks: risksIn(risks.get(shown.share.id) ?? 0) })),
      next: rows.length < limit || last === undefined ? undefined : { risk: last.risk, id: last.id },
    }
  })
}

const risksIn = (mask: number): Risk[] => RISKS.filter((risk) => (mask & weight(risk)) !== 0)
