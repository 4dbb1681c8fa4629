import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import { allows, DOWNLOAD, READ } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Hold } from '../locks/lock.ts'
import { commitWrite } from './commit-write.ts'
import type { Node } from './node.ts'
import type { Place, Target } from './place.ts'

/**
 * A file takes over what another holds, and keeps its own id, shares and versions: what it held becomes one of them.
 * @throws Refusal `not-permitted`, `locked`, `over-quota`.
 */
export async function giveContent(
  writer: Writer,
  actor: Actor,
  source: Place,
  target: Target,
  hold: Hold,
  now: number,
): Promise<Node> {
  const { content, size, checksums, mtime, kind } = source.node
  if (kind !== FILE || content === null) throw new Refusal('wrong-kind', 'not-a-file')
  if (!allows(source.permissions, READ | DOWNLOAD)) throw new Refusal('not-permitted', 'no-read')
  const given = { id: content, size, checksums }
  return (await commitWrite(writer, actor, target, given, { mtime, hold }, now)).node
}
