import type { Reader } from '../../storage/records/records.ts'
import { SYSTEM } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { SETTINGS } from '../settings/known.ts'
import { condemn } from '../trash/condemn.ts'
import { DELETED } from '../trash/state.ts'
import { dropVersion } from '../versions/drop.ts'
import { policyOf } from './policy.ts'

const PAGE = 1_000
const FEW = 50
const SPACES = `SELECT s.id, s.versions_size + t.size AS taken FROM space s JOIN node t ON t.id = s.trash
  WHERE s.id > ? AND s.versions_size + t.size > ? ORDER BY s.id LIMIT ${FEW}`
const TAKEN =
  'SELECT s.versions_size + t.size AS taken FROM space s JOIN node t ON t.id = s.trash WHERE s.id = ?'
const DELETIONS = `SELECT t.id, t.deleted AS since, n.size FROM trash t JOIN node n ON n.id = t.node
  WHERE t.space = ? AND t.purging = ${DELETED} ORDER BY t.deleted, t.id LIMIT ${PAGE}`
const VERSIONS = `SELECT id, space, content, size, created AS since, label FROM version
  WHERE id > ? ORDER BY id LIMIT ${PAGE}`

interface Piece {
  readonly id: number
  /** Seconds. */
  readonly since: number
  readonly size: number
}

interface OldVersion extends Piece {
  readonly space: SpaceId
  readonly content: number
  readonly label: string
}

/**
 * Where trash and versions together take more than policy gives them, the oldest of both go, those with a name
 * last. Files never give way to them: they are counted apart, so no upload is refused on their account.
 * @returns how many bytes went.
 */
export async function makeRoom(domain: Domain): Promise<number> {
  const crowded = await crowdedSpaces(domain)
  if (crowded.size === 0) return 0
  const versions = await versionsIn(domain, crowded)
  let freed = 0
  for (const [space, room] of crowded) freed += await evict(domain, space, room, versions.get(space) ?? [])
  return freed
}

const SAID = "SELECT name, value FROM setting WHERE name IN ('quota.default', 'history.share')"

/** Less than this nobody may have: whoever stays below need not be asked for. */
async function leastRoom(reader: Reader): Promise<number> {
  let quota: number = Number(SETTINGS['quota.default'].fallback)
  let share = SETTINGS['history.share'].fallback
  for (const { name, value } of await reader.all<{ name: string; value: string }>(SAID)) {
    const said = SETTINGS[name as 'quota.default' | 'history.share'].parse(value)
    if (typeof said !== 'number') continue
    if (name === 'history.share') share = Math.min(share, said)
    else quota = Math.min(quota, said)
  }
  return Math.floor((quota * share) / 100)
}

/** Spaces with too much, and what they may keep. */
async function crowdedSpaces(domain: Domain): Promise<Map<SpaceId, number>> {
  const crowded = new Map<SpaceId, number>()
  const least = await domain.records.read(leastRoom)
  for (let after = 0; ; ) {
    const last = after
    const page = await domain.records.read(async (reader) => {
      const rows = await reader.all<{ id: SpaceId; taken: number }>(SPACES, last, least)
      for (const { id, taken } of rows) {
        const { room } = await policyOf(reader, id)
        if (taken > room) crowded.set(id, room)
      }
      return rows
    })
    if (page.length < FEW) return crowded
    after = page.at(-1)!.id
  }
}

/** One walk for all of them: what is asked for this rarely is not worth an index that each write would pay for. */
async function versionsIn(
  domain: Domain,
  spaces: ReadonlyMap<SpaceId, unknown>,
): Promise<Map<SpaceId, OldVersion[]>> {
  const found = new Map<SpaceId, OldVersion[]>()
  for (let after = 0; ; ) {
    const last = after
    const page = await domain.records.read((reader) => reader.all<OldVersion>(VERSIONS, last))
    for (const version of page)
      if (spaces.has(version.space)) {
        const others = found.get(version.space)
        if (others === undefined) found.set(version.space, [version])
        else others.push(version)
      }
    if (page.length < PAGE) break
    after = page.at(-1)!.id
  }
  const order = (one: OldVersion, other: OldVersion): number =>
    Number(one.label !== '') - Number(other.label !== '') || one.since - other.since || one.id - other.id
  for (const versions of found.values()) versions.sort(order)
  return found
}

/** So much goes in one transaction. */
const AT_ONCE = 50

async function evict(domain: Domain, space: SpaceId, room: number, versions: OldVersion[]): Promise<number> {
  let freed = 0
  let next = 0
  for (;;) {
    const step = await domain.records.write([space], async (writer) => {
      const now = seconds(domain.now())
      const row = await writer.get<{ taken: number }>(TAKEN, space)
      let over = (row?.taken ?? 0) - room
      if (over <= 0) return { bytes: 0, next, done: true }
      const deletions = await writer.all<Piece>(DELETIONS, space)
      let bytes = 0
      let at = next
      let entry = 0
      for (let count = 0; count < AT_ONCE && over > 0; count++) {
        const version = versions[at]
        const deletion = deletions[entry]
        let size: number
        if (deletion !== undefined && (version === undefined || isBefore(deletion, version))) {
          size = await condemn(writer, SYSTEM, space, [deletion.id], now)
          entry++
        } else if (version !== undefined) {
          size = (await dropVersion(writer, version, now)) ? version.size : 0
          at++
        } else return { bytes, next: at, done: true }
        bytes += size
        over -= size
      }
      return { bytes, next: at, done: over <= 0 }
    })
    freed += step.bytes
    next = step.next
    if (step.done) return freed
  }
}

const isBefore = (deletion: Piece, version: OldVersion): boolean =>
  version.label !== '' || deletion.since <= version.since
