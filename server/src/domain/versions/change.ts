import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { allows, UPDATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { dropVersion } from './drop.ts'
import { findVersion, isCurrent, reach } from './list.ts'

const LABEL = 'UPDATE version SET label = ? WHERE id = ?'
const LABEL_CURRENT = 'UPDATE node SET label = ? WHERE id = ?'

const LABEL_LENGTH = 255

/** A version with a name is kept when others are thinned. @throws Refusal `not-found`, `not-permitted`, `bad-request`. */
export async function labelVersion(
  domain: Domain,
  actor: Member,
  id: NodeId,
  stamp: number,
  label: string,
): Promise<void> {
  if (label.length > LABEL_LENGTH) throw new Refusal('bad-request', 'label-long')
  const found = await domain.records.read((reader) => reach(reader, actor, id, seconds(domain.now())))
  await domain.records.write([found.node.space], async (writer) => {
    const { node, permissions } = await reach(writer, actor, id, seconds(domain.now()))
    if (!allows(permissions, UPDATE)) throw new Refusal('not-permitted', 'no-write')
    if (await isCurrent(writer, node, stamp)) await writer.run(LABEL_CURRENT, label, id)
    else await writer.run(LABEL, label, (await findVersion(writer, id, stamp)).id)
  })
}

/** @throws Refusal `not-found` `not-permitted` (also for what the file holds now). */
export async function removeVersion(domain: Domain, actor: Member, id: NodeId, stamp: number): Promise<void> {
  const found = await domain.records.read((reader) => reach(reader, actor, id, seconds(domain.now())))
  await domain.records.write([found.node.space], async (writer) => {
    const { node, permissions } = await reach(writer, actor, id, seconds(domain.now()))
    if (!allows(permissions, UPDATE)) throw new Refusal('not-permitted', 'no-delete')
    if (await isCurrent(writer, node, stamp)) throw new Refusal('not-permitted', 'version-current')
    const version = await findVersion(writer, id, stamp)
    await dropVersion(writer, version, seconds(domain.now()))
  })
}
