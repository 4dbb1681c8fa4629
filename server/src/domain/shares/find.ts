import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import { allows, SHARE as MAY_SHARE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { isIn } from './policy.ts'
import { rightsOn } from './rights-on.ts'
import { GROUP, isLink, isLive, PERSON, SHARE, type Share, type ShareRow, shareOf } from './share.ts'

/**
 * What somebody is to a share: they made it, or own what it gives; it was given to them, or to a group of theirs; or
 * they may share the same thing themselves.
 */
export type Standing = 'maker' | 'owner' | 'recipient' | 'member' | 'peer'

export interface Found {
  readonly share: Share
  readonly standing: Standing
}

const ONE = `SELECT ${SHARE}, o.owner FROM share s LEFT JOIN space o ON o.id = s.space WHERE s.id = ?`
const LEFT = 'SELECT 1 AS found FROM mount WHERE person = ? AND node = ? AND state = 1'

/** What has ended is there for those alone who may give it again: links for longer than shares. */
export type Among = 'live' | 'with-ended-links' | 'all'

/** @returns undefined also for what has ended. @param now seconds. */
export async function readShare(
  reader: Reader,
  id: number,
  now: number,
  among: Among = 'live',
): Promise<{ share: Share; owner: PersonId | null } | undefined> {
  const row = await reader.get<ShareRow & { owner: PersonId | null }>(ONE, id)
  if (row === undefined) return undefined
  const counts = among === 'all' || (among === 'with-ended-links' && isLink(row)) || isLive(row, now)
  if (!counts) return undefined
  const { owner, ...share } = row
  return { share: shareOf(share), owner }
}

/** @throws Refusal `not-found`, also for what is none of theirs. @param now seconds. */
export async function findShare(
  reader: Reader,
  actor: Member,
  id: number,
  now: number,
  among: Among = 'live',
): Promise<Found> {
  const known = await readShare(reader, id, now, among)
  const standing =
    known === undefined ? undefined : await standingOf(reader, actor, known.share, known.owner, now)
  if (known === undefined || standing === undefined) throw new Refusal('not-found', 'share-missing')
  return { share: known.share, standing }
}

async function standingOf(
  reader: Reader,
  actor: Member,
  share: Share,
  owner: PersonId | null,
  now: number,
): Promise<Standing | undefined> {
  const { person } = actor
  if (owner === person) return 'owner'
  if (share.sharer === person) return 'maker'
  if (isLink(share)) return undefined
  if (share.kind === PERSON && share.recipient === person) return 'recipient'
  if (share.kind === GROUP && (await isIn(reader, person, share.recipient ?? ''))) {
    const left = await reader.get(LEFT, person, share.node)
    return left === undefined ? 'member' : undefined
  }
  return allows(await rightsOn(reader, actor, share.node, now), MAY_SHARE) ? 'peer' : undefined
}

/** Whether it is theirs to change and to end. */
export const isTheirs = (standing: Standing): boolean => standing === 'maker' || standing === 'owner'
