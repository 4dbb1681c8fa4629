import type { Writer } from '../../storage/records/records.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import type { PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'

const NODE = `INSERT INTO node (id, space, parent, name, kind, size, mtime, etag, mime)
  VALUES (?, ?, NULL, ?, ${FOLDER}, 0, ?, ?, '')`

/**
 * A new space with its two roots: what is in use, and what was deleted.
 * @param now seconds.
 */
export async function createSpace(
  writer: Writer,
  space: { kind: 'person' | 'team'; owner: PersonId | null },
  now: number,
): Promise<SpaceId> {
  const id = await writer.ids('row')
  const root = await writer.ids('node', 2)
  await writer.run(NODE, root, id, '', now, newEtag())
  await writer.run(NODE, root + 1, id, '', now, newEtag())
  await writer.run(
    'INSERT INTO space (id, kind, owner, root, trash) VALUES (?, ?, ?, ?, ?)',
    id,
    space.kind,
    space.owner,
    root,
    root + 1,
  )
  return id
}
