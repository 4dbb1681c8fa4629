import type { Reader, Writer } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { allows, READ } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'
import type { Mount } from '../files/place.ts'
import { comeBack } from '../mounts/come-back.ts'
import { leaveMount } from '../mounts/leave.ts'
import { LEFT, MOUNT } from '../mounts/mount.ts'
import { rootOf } from '../spaces/root.ts'
import { dropShares } from './drop.ts'
import { readFacts } from './facts.ts'
import { receivedIn } from './list.ts'
import { demandSharing, sharingPolicy } from './policy.ts'
import { weigh } from './rights.ts'
import { PERSON, type Share, type ShareRow, shareOf } from './share.ts'
import { type Shown, showShares } from './shown.ts'

const MOUNT_OF = `SELECT ${MOUNT} FROM mount WHERE person = ? AND node = ?`
const LEAVE_UNSEEN = `INSERT INTO mount (id, person, parent, name, node, space, state, wanted)
  VALUES (?, ?, NULL, ?, ?, ?, ${LEFT}, ?)`
const NAME = 'SELECT name FROM node WHERE id = ?'

/** What was given no longer stands in the actor's files, whichever of several shares gave it. */
export async function leaveNode(writer: Writer, actor: Member, share: Share): Promise<void> {
  const mount = await writer.get<Mount>(MOUNT_OF, actor.person, share.node)
  if (mount !== undefined) return await leaveMount(writer, mount)
  if (share.kind === PERSON) {
    await dropShares(writer, 'id', share.id)
    return
  }
  const { name } = (await writer.get<{ name: string }>(NAME, share.node))!
  const id = await writer.ids('row')
  await writer.run(LEAVE_UNSEEN, id, actor.person, name, share.node, share.space, name)
}

/** What somebody left, and may take back. */
export const listLeft = (domain: Domain, actor: Member): Promise<Shown> => listUnseen(domain, actor, 'left')

/** What waits for somebody to take it. */
export const listPending = (domain: Domain, actor: Member): Promise<Shown> =>
  listUnseen(domain, actor, 'pending')

async function listUnseen(domain: Domain, actor: Member, state: 'left' | 'pending'): Promise<Shown> {
  const now = seconds(domain.now())
  return await domain.records.read(async (reader) => {
    demandSharing(await sharingPolicy(reader, actor.person))
    const rows = await alive(reader, actor, await receivedIn(reader, actor, state, now), now)
    return await showShares(reader, actor, rows.map(shareOf), now)
  })
}

/** Those by which something can still be seen. */
async function alive(
  reader: Reader,
  { person }: Member,
  rows: readonly ShareRow[],
  now: number,
): Promise<ShareRow[]> {
  if (rows.length === 0) return []
  const facts = await readFacts(reader, person, [...new Set(rows.map(({ node }) => node))])
  const { held } = weigh(facts, now)
  return rows.filter(({ node }) => allows(held(person, node), READ))
}

/** Takes back what was left. @throws Refusal `not-found` (`share-not-left`). */
export const takeBack = (domain: Domain, actor: Member, id: number): Promise<void> =>
  take(domain, actor, id, 'left', 'share-not-left')

/** Takes what waits; what was taken already stays. @throws Refusal `not-found` (`share-missing`). */
export const acceptShare = (domain: Domain, actor: Member, id: number): Promise<void> =>
  take(domain, actor, id, 'pending', 'share-missing')

async function take(
  domain: Domain,
  actor: Member,
  id: number,
  state: 'left' | 'pending',
  reason: string,
): Promise<void> {
  const now = seconds(domain.now())
  const { space } = await domain.records.read((reader) => rootOf(reader, actor.person))
  await domain.records.write([space], async (writer) => {
    demandSharing(await sharingPolicy(writer, actor.person))
    const of = async (which: Parameters<typeof receivedIn>[2]): Promise<ShareRow | undefined> =>
      (await receivedIn(writer, actor, which, now)).find((row) => row.id === id)
    const row = await of(state)
    if (row === undefined && state === 'pending' && (await of('shown')) !== undefined) return
    if (row === undefined) throw new Refusal('not-found', reason)
    await comeBack(writer, actor.person, row.node, now)
    const detail = { node: row.node }
    await audit(writer, domain, actor, { verb: 'share.accept', subject: String(id), detail })
  })
}
