import type { Reader } from '../../storage/records/records.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'

export interface SpaceRoots {
  readonly space: SpaceId
  readonly root: NodeId
  readonly trash: NodeId
}

const ROOTS = `SELECT s.id AS space, s.root, s.trash FROM person p JOIN space s ON s.id = p.space WHERE p.id = ?`

/** The space that is a person's own. */
export async function rootOf(reader: Reader, person: PersonId): Promise<SpaceRoots> {
  const roots = await reader.get<SpaceRoots>(ROOTS, person)
  if (roots === undefined) throw new Refusal('not-found', 'person-missing', { facts: { person } })
  return roots
}

const OWN = 'SELECT id AS space, root, trash FROM space WHERE id = ?'

export async function rootsOfSpace(reader: Reader, space: SpaceId): Promise<SpaceRoots> {
  const roots = await reader.get<SpaceRoots>(OWN, space)
  if (roots === undefined) throw new Refusal('not-found', 'space-missing')
  return roots
}
