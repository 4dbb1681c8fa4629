import { type SearchWish, USUAL_PAGE } from '@nuage/contract/api'
import type { Static } from '@nuage/contract/schema'
import type { Domain } from '../../domain/domain.ts'
import { findById } from '../../domain/files/find-by-id.ts'
import { parsePattern } from '../../domain/search/pattern.ts'
import { everyOne, type Query, type Where } from '../../domain/search/query.ts'
import { wordsInName } from '../../domain/search/search-names.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { CREATE, type Permissions } from '../../vocabulary/permissions.ts'

type Wish = Static<typeof SearchWish>

/** Media types as the families of the contract take them, in the words that the search knows. */
const TYPES: Readonly<Record<NonNullable<Wish['type']>, readonly string[]>> = {
  folder: [],
  document: ['%opendocument.text%', '%wordprocessing%', '%msword%', '%rtf', '%epub%'],
  sheet: ['%spreadsheet%', '%ms-excel%', 'text/csv'],
  slides: ['%presentation%', '%ms-powerpoint%'],
  pdf: ['application/pdf'],
  text: ['text/%'],
  image: ['image/%'],
  audio: ['audio/%'],
  video: ['video/%'],
  archive: ['%zip%', '%compressed%', '%x-tar%', '%x-7z%', '%rar%'],
}

const RIGHTS: Readonly<Record<NonNullable<Wish['may']>, Permissions>> = { create: CREATE }

function ofType(type: NonNullable<Wish['type']>): Where {
  if (type === 'folder') return { op: 'folder' }
  const of = TYPES[type].map((text): Where => ({ op: 'like', field: 'mime', pattern: parsePattern(text) }))
  return of.length === 1 ? of[0]! : { op: 'or', of }
}

/** @throws Refusal `not-found` for a folder that is not there, `bad-request` for what is too much. */
export async function searchQuery(
  domain: Domain,
  actor: Member,
  { q, type, since, until, by, may, in: within, limit = USUAL_PAGE }: Wish,
  first: number,
): Promise<Query> {
  const of: Where[] = [...wordsInName(q)]
  if (type !== undefined) of.push(ofType(type))
  if (since !== undefined) of.push({ op: 'number', field: 'mtime', is: 'gte', value: since })
  if (until !== undefined) of.push({ op: 'number', field: 'mtime', is: 'lte', value: until })
  const below = within === undefined ? [] : (await findById(domain, actor, within)).location.path
  const allowed = may === undefined ? undefined : RIGHTS[may]
  // Nothing asked for yet: nothing to be found, rather than everything.
  const where: Where =
    of.length === 0 && by === undefined ? { op: 'not', of: { op: 'always' } } : everyOne(of)
  return {
    where,
    below: [below],
    order: [{ by: 'mtime', descending: true }],
    first,
    limit,
    from: by,
    allowed,
  }
}
