import type { Writer } from '../../storage/records/records.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import { ancestors } from '../files/ancestors.ts'
import { propagate } from '../files/climb.ts'
import type { Place } from '../files/place.ts'

/**
 * Other computers list a folder again only when its etag has changed, and see a lock only then. The file keeps
 * its own etag, or it would be downloaded again.
 * @param now seconds.
 */
export async function tellFolders(writer: Writer, place: Place, now: number): Promise<void> {
  const above = (await ancestors(writer, place)).slice(1)
  await propagate(writer, above, { size: 0, now, etag: newEtag() })
}
