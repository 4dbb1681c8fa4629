import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { Domain } from '../domain.ts'
import type { Facet } from '../files/facets.ts'
import { type Results, search } from './search.ts'

const DAY = 24 * 60 * 60

/** The files that changed last, the latest first. @param days no longer ago than so many. */
export async function recent(
  domain: Domain,
  actor: Member,
  wish: { days: number; first: number; limit: number },
  facets: readonly Facet[],
): Promise<Results> {
  const since = seconds(domain.now()) - wish.days * DAY
  return await search(
    domain,
    actor,
    {
      where: {
        op: 'and',
        of: [
          { op: 'not', of: { op: 'folder' } },
          { op: 'number', field: 'mtime', is: 'gt', value: since },
        ],
      },
      below: [[]],
      order: [{ by: 'mtime', descending: true }],
      first: wish.first,
      limit: wish.limit,
    },
    facets,
  )
}
