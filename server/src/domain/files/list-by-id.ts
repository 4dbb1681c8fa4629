import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import type { Facet } from './facets.ts'
import { readById } from './find-by-id.ts'
import { type Page, readPage } from './list.ts'

/**
 * A folder by its number with its members, wherever it lies by now, found and told from one snapshot.
 * @throws Refusal `not-found`, `wrong-kind` for a file.
 */
export const listById = (
  domain: Domain,
  actor: Member,
  id: NodeId,
  facets: readonly Facet[],
): Promise<Page> => {
  const now = seconds(domain.now())
  return domain.records.read(async (reader) => {
    const { node, location } = await readById(reader, actor, id, now)
    if (node.kind !== FOLDER) throw new Refusal('wrong-kind', 'not-a-folder')
    return await readPage(reader, actor, location.path, { facets, now, members: true })
  })
}

/** A file or folder alone, likewise. @throws Refusal `not-found`. */
export const lookById = (
  domain: Domain,
  actor: Member,
  id: NodeId,
  facets: readonly Facet[],
): Promise<Page> => {
  const now = seconds(domain.now())
  return domain.records.read(async (reader) => {
    const { location } = await readById(reader, actor, id, now)
    return await readPage(reader, actor, location.path, { facets, now, members: false })
  })
}
