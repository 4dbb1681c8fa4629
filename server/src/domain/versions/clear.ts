import type { Member } from '../../vocabulary/actor.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import type { Domain } from '../domain.ts'
import { catchUp } from '../search/catch-up.ts'
import { rootOf } from '../spaces/root.ts'
import { dropUnnamed } from './drop-unnamed.ts'

/** So many files are looked at in one reading. */
const FILES = 500
/** Both ends are said twice, as neither engine finds the place in its index from the pair alone. */
const PAGE = `SELECT node, size FROM search_entry WHERE space = ? AND kind = ${FILE} AND size <= ?
  AND (size < ? OR node < ?) ORDER BY size DESC, node DESC LIMIT ${FILES}`
const HELD = `SELECT v.id, v.space, v.content, v.size, v.label FROM version v
  WHERE v.space = ? AND v.label = '' AND v.node IN (SELECT node FROM (${PAGE}) files)`

interface File {
  readonly node: NodeId
  readonly size: number
}

interface Old {
  readonly id: number
  readonly space: SpaceId
  readonly content: number
  readonly size: number
}

interface Page {
  readonly files: readonly File[]
  readonly held: readonly Old[]
}

/**
 * Deletes for good what the files of a person's own space held before. What has a name stays, and so does what
 * belongs to files in the trash, which goes with them.
 * @returns how many went.
 */
export async function clearVersions(domain: Domain, actor: Member): Promise<number> {
  const { space } = await domain.records.read((reader) => rootOf(reader, actor.person))
  await catchUp(domain, space)
  let cleared = 0
  let last: File | undefined = { node: Number.MAX_SAFE_INTEGER, size: Number.MAX_SAFE_INTEGER }
  while (last !== undefined) {
    const { files, held }: Page = await readPage(domain, space, last)
    cleared += await dropUnnamed(domain, space, held)
    last = files.length < FILES ? undefined : files.at(-1)
  }
  return cleared
}

const readPage = (domain: Domain, space: SpaceId, { node, size }: File): Promise<Page> =>
  domain.records.read(async (reader) => ({
    files: await reader.all<File>(PAGE, space, size, size, node),
    held: await reader.all<Old>(HELD, space, space, size, size, node),
  }))
