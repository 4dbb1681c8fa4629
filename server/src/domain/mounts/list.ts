import type { Reader } from '../../storage/records/records.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import type { Mount } from '../files/place.ts'

const OF_PERSON = `SELECT id, person, parent, name, node, space, permissions, revision FROM mount WHERE person = ?`

const none: ReadonlyMap<string, Mount> = new Map()

/** All mounts of a person, by `parent id/name`. */
export async function mountsOf(reader: Reader, person: PersonId): Promise<ReadonlyMap<string, Mount>> {
  const rows = await reader.all<Mount>(OF_PERSON, person)
  if (rows.length === 0) return none
  return new Map(rows.map((mount) => [`${mount.parent}/${mount.name}`, mount]))
}
