import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { allows, SHARE as MAY_SHARE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { climb } from '../files/climb.ts'
import type { Place } from '../files/place.ts'
import { lookup } from '../files/resolve.ts'
import { askMany, forMany } from '../many.ts'
import { readView } from '../mounts/view.ts'
import { demandSharing, sharingPolicy } from './policy.ts'
import { GROUP, isLink, PERSON, SHARE, type ShareRow, shareOf } from './share.ts'
import { type Shown, showShares } from './shown.ts'

/** So many are told at most. */
const MOST = 10_000
const LIVE = '(s.expires IS NULL OR s.expires > ?)'
/** As clients know them: people first, then groups and links, each in the order in which they were made. */
const ORDER = `ORDER BY s.kind, s.id LIMIT ${MOST}`

const MADE = `SELECT ${SHARE} FROM share s WHERE s.sharer = ? AND ${LIVE} ${ORDER}`
const OF_MINE = `SELECT ${SHARE} FROM share s WHERE (s.sharer = ?
  OR s.space IN (SELECT id FROM space WHERE owner = ?)) AND ${LIVE} ${ORDER}`
const ON_NODES = forMany(
  (list) => `SELECT ${SHARE} FROM share s WHERE s.node IN (${list}) AND ${LIVE} ORDER BY s.kind, s.id`,
)
const IN_FOLDER = `SELECT ${SHARE} FROM node n JOIN share s ON s.node = n.id
  WHERE n.parent = ? AND n.trashed IS NULL AND ${LIVE} ${ORDER}`
const TO_ME = `(s.kind = ${PERSON} AND s.recipient = ? OR s.kind = ${GROUP}
  AND s.recipient IN (SELECT circle FROM membership WHERE person = ?))`
/** @param state of the mount by which they are seen. */
const received = (state: string): string => `SELECT ${SHARE} FROM share s
  JOIN space o ON o.id = s.space JOIN mount m ON m.person = ? AND m.node = s.node AND m.state ${state}
  WHERE ${TO_ME} AND (o.owner IS NULL OR o.owner <> ?) AND s.sharer <> ? AND ${LIVE} ${ORDER}`
const RECEIVED = { shown: received('= 0'), left: received('= 1'), pending: received('= 2') } as const

export interface ListWish {
  /** Names from the actor's root; undefined: wherever it is. */
  readonly path?: readonly string[] | undefined
  /** What others shared of it, too. */
  readonly others: boolean
}

type Rows = (reader: Reader, now: number) => Promise<ShareRow[]>

/** Shows what is there to be seen: of what its maker lost, or has deleted, nothing is told. */
async function shownOf(domain: Domain, actor: Member, rows: Rows): Promise<Shown> {
  const now = seconds(domain.now())
  return await domain.records.read(async (reader) => {
    demandSharing(await sharingPolicy(reader, actor.person))
    const shown = await showShares(reader, actor, (await rows(reader, now)).map(shareOf), now)
    return { ...shown, shares: shown.shares.filter(({ location }) => location !== undefined) }
  })
}

/** What somebody gave to others. @throws Refusal `not-found` (`share-item-missing`). */
export const listShares = (domain: Domain, actor: Member, wish: ListWish): Promise<Shown> =>
  shownOf(domain, actor, async (reader, now) => {
    const { person } = actor
    if (wish.path === undefined)
      return wish.others
        ? withoutOwn(await reader.all<ShareRow>(OF_MINE, person, person, now), actor)
        : await reader.all<ShareRow>(MADE, person, now)
    const place = await requirePlace(reader, actor, wish.path, now)
    const rows = await askMany<ShareRow>(reader, ON_NODES, [place.node.id], [], [now])
    return rows.filter((row) => mayKnow(row, actor, place, wish.others))
  })

/** What was given of the members of a folder, by anybody. @throws Refusal `bad-request` unless it is one. */
export const listSharesIn = (domain: Domain, actor: Member, wish: Pick<ListWish, 'path'>): Promise<Shown> =>
  shownOf(domain, actor, async (reader, now) => {
    const place = wish.path === undefined ? undefined : await requirePlace(reader, actor, wish.path, now)
    if (place?.node.kind !== FOLDER) throw new Refusal('bad-request', 'share-no-folder')
    const rows = await reader.all<ShareRow>(IN_FOLDER, place.node.id, now)
    return [
      ...rows.filter((row) => mayKnow(row, actor, place, true)),
      ...(place.mount === null ? await onMounts(reader, actor, place, now) : []),
    ]
  })

/** Of what was received and stands in a folder of one's own. */
async function onMounts(reader: Reader, actor: Member, place: Place, now: number): Promise<ShareRow[]> {
  const { places } = await readView(reader, actor.person, now)
  const here = [...places.values()].filter(({ mount }) => mount.parent === place.node.id)
  const held = new Map(here.map(({ mount, permissions }) => [mount.node, { permissions, mount }]))
  const rows = await askMany<ShareRow>(reader, ON_NODES, [...held.keys()], [], [now])
  return rows.filter((row) => mayKnow(row, actor, held.get(row.node)!, true))
}

/** What was given to somebody, in each of the ways in which it was. */
export const listReceived = (
  domain: Domain,
  actor: Member,
  wish: Pick<ListWish, 'path'> = {},
): Promise<Shown> =>
  shownOf(domain, actor, async (reader, now) => {
    const rows = await receivedIn(reader, actor, 'shown', now)
    if (wish.path === undefined) return rows
    const { node } = await requirePlace(reader, actor, wish.path, now)
    return rows.filter((row) => row.node === node.id)
  })

export const receivedIn = (
  reader: Reader,
  { person }: Member,
  state: keyof typeof RECEIVED,
  now: number,
): Promise<ShareRow[]> =>
  reader.all<ShareRow>(RECEIVED[state], ...[person, person, person, person, person, now])

/** What was given of the folders above something, each with the folder: by these, it is given too. */
export async function listInherited(domain: Domain, actor: Member, path: readonly string[]): Promise<Shown> {
  return await shownOf(domain, actor, async (reader, now) => {
    const place = await requirePlace(reader, actor, path, now)
    const { ids } = await climb(reader, place.node.id)
    const above = ids.slice(1)
    const rows = await askMany<ShareRow>(reader, ON_NODES, above, [], [now])
    return rows
      .filter((row) => mayKnow(row, actor, place, true))
      .sort((a, b) => above.indexOf(a.node) - above.indexOf(b.node))
  })
}

async function requirePlace(
  reader: Reader,
  actor: Member,
  path: readonly string[],
  now: number,
): Promise<Place> {
  const place = await lookup(reader, actor, path, now)
  if (place === undefined) throw new Refusal('not-found', 'share-item-missing')
  return place
}

/**
 * Whoever may share a thing sees with whom it is shared already. The address of a link is a key: only those know it
 * who made it, and whoever owns what it opens.
 */
export function mayKnow(
  row: Pick<ShareRow, 'kind' | 'sharer' | 'recipient'>,
  actor: Member,
  place: Pick<Place, 'mount' | 'permissions'>,
  others: boolean,
): boolean {
  if (row.sharer === actor.person) return true
  if (!others || isReceived(row, actor)) return false
  if (place.mount === null) return true
  return !isLink(row) && allows(place.permissions, MAY_SHARE)
}

const isReceived = (row: Pick<ShareRow, 'kind' | 'recipient'>, { person }: Member): boolean =>
  row.kind === PERSON && row.recipient === person

const withoutOwn = (rows: readonly ShareRow[], actor: Member): ShareRow[] =>
  rows.filter((row) => !isReceived(row, actor))
