import type { Listing } from '@nuage/contract/api'
import type { Domain } from '../../../domain/domain.ts'
import type { Facets } from '../../../domain/files/facets.ts'
import type { Found } from '../../../domain/files/found.ts'
import { listedOf } from './item.ts'

/** @param next where the following page begins; undefined on the last. */
export function listingOf(
  domain: Domain,
  { found, facets }: { found: readonly Found[]; facets: Facets },
  next: string | undefined,
): Listing {
  const shown = { domain, facets }
  return {
    entries: found.map((one) => listedOf(shown, one)),
    ...(next === undefined ? {} : { next }),
  }
}
