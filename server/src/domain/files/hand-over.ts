import type { Writer } from '../../storage/records/records.ts'
import { type Actor, type Member, SYSTEM } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { demandAdministrator, isSelf } from '../accounts/people/may-manage.ts'
import { audit } from '../audit/record.ts'
import { recordChange } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import { requireRoom } from '../quota/room.ts'
import { handOverShares } from '../shares/hand-over.ts'
import { rootOf } from '../spaces/root.ts'
import { across } from './across.ts'
import { climb, propagate } from './climb.ts'
import type { Node } from './node.ts'
import { numberedName } from './numbered-name.ts'
import { resolve } from './resolve.ts'

export interface HandOver {
  readonly from: PersonId
  readonly to: PersonId
  /** Names from the old owner's root: something of their own. */
  readonly path: readonly string[]
}

const MOVE = 'UPDATE node SET parent = ?, name = ? WHERE id = ?'

/**
 * Gives something of one person's to another, in whose root it stands then, under its name or a numbered one. Ids,
 * versions, shares, links and boxes stay what they are; its bytes count on the new owner.
 * @throws Refusal `not-found`, `not-permitted`, `over-quota`.
 */
export async function handOver(domain: Domain, actor: Actor, wish: HandOver): Promise<Node> {
  const { from, to, path } = wish
  if (!isSelf(actor, from)) demandAdministrator(actor)
  if (path.length === 0 || from === to) throw new Refusal('not-permitted', 'root-fixed')
  const owner: Member = { kind: 'member', person: from, admin: false }
  const spaces = await domain.records.read(async (reader) => [
    (await rootOf(reader, from)).space,
    (await rootOf(reader, to)).space,
  ])
  return await domain.records.write(spaces, async (writer) => {
    const now = seconds(domain.now())
    const { node, mount } = await resolve(writer, owner, path, now)
    if (mount !== null) throw new Refusal('not-permitted', 'no-move')
    const { root, space } = await rootOf(writer, to)
    await requireRoom(writer, space, node.size)
    const moved = await giveNode(writer, actor, node, { from, to, space, folder: root }, now)
    for (const person of [from, to]) writer.announce({ kind: 'mounts', person })
    const detail = { from, to, node: node.id }
    await audit(writer, domain, actor, { verb: 'share.hand-over', subject: String(node.id), detail })
    return moved
  })
}

/** From whom to whom, and the folder in the new owner's space into which it goes. */
export interface Giving {
  readonly from: PersonId
  readonly to: PersonId
  readonly space: SpaceId
  readonly folder: NodeId
}

/** The deed itself, whoever may do it and whether there is room or not. @param now seconds. */
export async function giveNode(
  writer: Writer,
  actor: Actor,
  node: Node,
  { from, to, space, folder }: Giving,
  now: number,
): Promise<Node> {
  const above = (await climb(writer, node.id)).ids.slice(1)
  await handOverShares(writer, node.id, from, to)
  const name = await numberedName(writer, folder, node.name, node.kind === FOLDER)
  // As the system: what the old owner had received into it goes back to their root.
  await across(writer, SYSTEM, node, space, now)
  await writer.run(MOVE, folder, name, node.id)
  const etag = newEtag()
  await propagate(writer, above, { size: -node.size, now, etag })
  await propagate(writer, (await climb(writer, folder)).ids, { size: node.size, now, etag })
  const moved = { ...node, space, parent: folder, name }
  for (const where of [node.space, space])
    await recordChange(
      writer,
      actor,
      { space: where, verb: 'move', node: node.id, from: node, to: moved },
      now,
    )
  return moved
}
