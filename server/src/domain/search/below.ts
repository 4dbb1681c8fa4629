import type { Writer } from '../../storage/records/records.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import type { Domain } from '../domain.ts'
import { marks } from '../many.ts'
import { SEARCHED, type Searched } from './entry.ts'

/** So many folders are looked into with one statement, and so many of their members taken in one transaction. */
const FOLDERS = 32
const MEMBERS = 500

const NEXT = `SELECT n.parent, ${SEARCHED} FROM node n
  WHERE n.parent IN (${marks(FOLDERS)}) AND n.trashed IS NULL
    AND (n.parent > ? OR (n.parent = ? AND n.name > ?)) ORDER BY n.parent, n.name LIMIT ${MEMBERS}`

type Member = Searched & { readonly parent: NodeId }

/**
 * Does something with everything below folders, a slice in each transaction: nobody else waits for long, and what
 * is read and what is written belong together.
 */
export async function eachBelow(
  domain: Domain,
  space: SpaceId,
  folders: readonly NodeId[],
  deed: (writer: Writer, members: readonly Searched[]) => Promise<void>,
): Promise<void> {
  const waiting = [...folders]
  while (waiting.length > 0) {
    const some = waiting.splice(-FOLDERS).sort((a, b) => a - b)
    const filled = [...some, ...Array.from({ length: FOLDERS - some.length }, () => some[0]!)]
    for (let last: Pick<Member, 'parent' | 'name'> | undefined = { parent: -1, name: '' }; last; ) {
      const { parent, name }: Pick<Member, 'parent' | 'name'> = last
      const members: Member[] = await domain.records.writePart([space], async (writer) => {
        const found = await writer.all<Member>(NEXT, ...filled, parent, parent, name)
        await deed(writer, found)
        return found
      })
      for (const { id, kind } of members) if (kind === FOLDER) waiting.push(id)
      last = members.length < MEMBERS ? undefined : members.at(-1)
    }
  }
}
