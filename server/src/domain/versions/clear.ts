import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import type { Domain } from '../domain.ts'
import { catchUp } from '../search/catch-up.ts'
import { rootOf } from '../spaces/root.ts'
import { dropVersion } from './drop.ts'

/** So many files are looked at in one reading. */
const FILES = 500
/** Both ends are said twice, as neither engine finds the place in its index from the pair alone. */
const PAGE = `SELECT node, size FROM search_entry WHERE space = ? AND kind = ${FILE} AND size <= ?
  AND (size < ? OR node < ?) ORDER BY size DESC, node DESC LIMIT ${FILES}`
const HELD = `SELECT v.id, v.space, v.content, v.size, v.label FROM version v
  WHERE v.space = ? AND v.label = '' AND v.node IN (SELECT node FROM (${PAGE}) files)`
const STILL = 'SELECT label, space FROM version WHERE id = ?'
/** So many go in one transaction, so that nobody waits long. */
const AT_ONCE = 50

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
    cleared += await drop(domain, space, held)
    last = files.length < FILES ? undefined : files.at(-1)
  }
  return cleared
}

const readPage = (domain: Domain, space: SpaceId, { node, size }: File): Promise<Page> =>
  domain.records.read(async (reader) => ({
    files: await reader.all<File>(PAGE, space, size, size, node),
    held: await reader.all<Old>(HELD, space, space, size, size, node),
  }))

async function drop(domain: Domain, space: SpaceId, versions: readonly Old[]): Promise<number> {
  let dropped = 0
  for (let at = 0; at < versions.length; at += AT_ONCE)
    dropped += await domain.records.write([space], async (writer) => {
      let count = 0
      for (const version of versions.slice(at, at + AT_ONCE)) {
        // It may have been given a name meanwhile, or another space.
        const now = await writer.get<{ label: string; space: SpaceId }>(STILL, version.id)
        if (now?.label !== '' || now.space !== space) continue
        if (await dropVersion(writer, version, seconds(domain.now()))) count++
      }
      return count
    })
  return dropped
}
