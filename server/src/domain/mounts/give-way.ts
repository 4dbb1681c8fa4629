import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { numberedName } from '../files/numbered-name.ts'
import type { Target } from '../files/place.ts'
import { SHOWN } from './mount.ts'

const NAMED = `SELECT id FROM mount WHERE parent = ? AND name = ? AND state = ${SHOWN}`

/**
 * A mount that the actor does not see must not hide what comes to stand under its name: it takes another one.
 * That is so where others write into a folder in which its owner keeps a mount, and for a mount that shows
 * nothing now.
 */
export async function giveWay(writer: Writer, actor: Actor, target: Target, name: string): Promise<void> {
  const { parent, shadow } = target
  if (shadow === undefined && parent.mount === null && actor.kind === 'member') return
  const mount = await writer.get<{ id: number }>(NAMED, parent.node.id, name)
  if (mount === undefined) return
  const free = await numberedName(writer, parent.node.id, name)
  await writer.run('UPDATE mount SET name = ? WHERE id = ?', free, mount.id)
}
