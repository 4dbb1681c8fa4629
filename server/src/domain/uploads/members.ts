import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { columns, idsByNames, NODE_BY_ID, type Node } from '../files/node.ts'
import type { Place } from '../files/place.ts'
import { askMany, forMany } from '../many.ts'
import { readView } from '../mounts/view.ts'

/** By the names they have here. */
export type Members = ReadonlyMap<string, Node>

const NAMED = forMany((list) => `SELECT ${columns('n')} FROM node n WHERE n.id IN (${idsByNames(list)})`)

/** Those members of a folder that have one of these names, mounts among them. @param now seconds. */
export async function readMembers(
  reader: Reader,
  actor: Member,
  place: Place,
  { names, now }: { names: readonly string[]; now: number },
): Promise<Members> {
  const wanted = new Set(names.map((name) => name.normalize('NFC')))
  const nodes = await askMany<Node>(reader, NAMED, [...wanted], [place.node.id])
  const members = new Map(nodes.map((node) => [node.name, node]))
  for (const { mount } of (await readView(reader, actor.person, now)).below.get(place.node.id) ?? []) {
    if (mount.parent !== place.node.id || !wanted.has(mount.name)) continue
    const node = await reader.get<Node>(NODE_BY_ID, mount.node)
    if (node !== undefined) members.set(mount.name, node)
  }
  return members
}
