import type { Member } from '../../vocabulary/actor.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { catchUp } from '../search/catch-up.ts'
import { ORDERS, type UsePlace } from '../space-use/order.ts'
import { rootOf } from '../spaces/root.ts'
import { dropUnnamed } from './drop-unnamed.ts'

/** So many files are looked at in one reading. */
const FILES = 500
const { text: PAGE, from: FIRST } = ORDERS.largest
const HELD = `SELECT v.id, v.space, v.content, v.size, v.label FROM version v
  WHERE v.space = ? AND v.label = '' AND v.node IN (SELECT node FROM (${PAGE}) files)`

interface Old {
  readonly id: number
  readonly space: SpaceId
  readonly content: number
  readonly size: number
}

interface Page {
  readonly files: readonly UsePlace[]
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
  let last: UsePlace | undefined = FIRST
  while (last !== undefined) {
    const { files, held }: Page = await readPage(domain, space, last)
    cleared += await dropUnnamed(domain, space, held)
    last = files.length < FILES ? undefined : files.at(-1)
  }
  return cleared
}

async function readPage(domain: Domain, space: SpaceId, { value, node }: UsePlace): Promise<Page> {
  const page = [space, value, value, node, FILES]
  return await domain.records.read(async (reader) => ({
    files: await reader.all<UsePlace>(PAGE, ...page),
    held: await reader.all<Old>(HELD, space, ...page),
  }))
}
