import type { Listing } from '@nuage/contract/api'
import type { Domain } from '../../../domain/domain.ts'
import type { Facets } from '../../../domain/files/facets.ts'
import type { Found } from '../../../domain/files/found.ts'
import { listedOf, shownBy } from './item.ts'

/** @param next where the following page begins; undefined on the last. */
export async function listingOf(
  domain: Domain,
  { found, facets }: { found: readonly Found[]; facets: Facets },
  next: string | undefined,
): Promise<Listing> {
  const shown = await shownBy(domain, facets)
  return {
    entries: found.map((one) => listedOf(shown, one)),
    ...(next === undefined ? {} : { next }),
  }
}
