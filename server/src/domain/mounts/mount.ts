import type { Writer } from '../../storage/records/records.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { markedName } from '../../vocabulary/node-name.ts'
import type { Permissions } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { climb, propagate } from '../files/climb.ts'
import { isTaken } from '../files/is-taken.ts'
import { NODE_BY_ID, type Node } from '../files/node.ts'

const INSERT = `INSERT INTO mount (id, person, parent, name, node, space, permissions, revision)
  VALUES (?, ?, ?, ?, ?, ?, ?, 1)`

/** Numbers a name until it is free, so that a mount never hides anything: `Maths`, `Maths (2)`, … */
export async function freeMountName(writer: Writer, parent: NodeId, name: string): Promise<string> {
  for (let n = 1; ; n++) {
    const tried = n === 1 ? name : markedName(name, ` (${n})`)
    if (!(await isTaken(writer, parent, tried))) return tried
  }
}

/**
 * Lets a person see a node of another space in a folder of their own.
 * @param now seconds.
 * @returns the name it got.
 */
export async function mount(
  writer: Writer,
  person: PersonId,
  parent: NodeId,
  wanted: { name: string; node: NodeId; permissions: Permissions },
  now: number,
): Promise<string> {
  const node = await writer.get<Node>(NODE_BY_ID, wanted.node)
  const folder = await writer.get<Node>(NODE_BY_ID, parent)
  if (node === undefined || folder?.kind !== FOLDER)
    throw new Refusal('not-found', 'node-missing', { facts: { path: wanted.name } })
  if (node.space === folder.space) throw new Refusal('conflict', 'mount-own')
  const name = await freeMountName(writer, parent, wanted.name)
  await writer.run(
    INSERT,
    await writer.ids('row'),
    person,
    parent,
    name,
    node.id,
    node.space,
    wanted.permissions,
  )
  await propagate(writer, (await climb(writer, parent)).ids, { size: 0, now, etag: newEtag() })
  writer.announce({ kind: 'mounts', person })
  return name
}
