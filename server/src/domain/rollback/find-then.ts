import type { Records } from '../../storage/records/records.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { SpaceRoots } from '../spaces/root.ts'
import type { Past } from './plan.ts'

const CHILD = 'SELECT id FROM node WHERE parent = ? AND name = ? AND trashed IS NULL'

/** What had this path then, wherever it is now. @throws Refusal `not-found`. */
export async function findThen(
  records: Records,
  past: Past,
  { root }: SpaceRoots,
  path: readonly string[],
): Promise<NodeId> {
  let here = root
  for (const name of path) {
    const found = movedHere(past, here, name) ?? (await stillHere(records, past, here, name))
    if (found === undefined)
      throw new Refusal('not-found', 'nothing-then', { facts: { path: `/${path.join('/')}` } })
    here = found
  }
  return here
}

const HERE = 'SELECT 1 AS here FROM node WHERE id = ? AND space = ?'

/** That there was something of this number then. @throws Refusal `not-found`. */
export async function knownThen(
  records: Records,
  past: Past,
  { space }: SpaceRoots,
  id: NodeId,
): Promise<NodeId> {
  const was = past.was.get(id)
  if (was === undefined ? (await records.get(HERE, id, space)) !== undefined : was !== null) return id
  throw new Refusal('not-found', 'nothing-then', { facts: { path: String(id) } })
}

function movedHere(past: Past, parent: NodeId, name: string): NodeId | undefined {
  for (const [id, was] of past.was) if (was?.parent === parent && was.name === name) return id
  return undefined
}

async function stillHere(
  records: Records,
  past: Past,
  parent: NodeId,
  name: string,
): Promise<NodeId | undefined> {
  const child = await records.get<{ id: NodeId }>(CHILD, parent, name)
  return child === undefined || past.was.has(child.id) ? undefined : child.id
}
