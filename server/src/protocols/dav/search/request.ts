import { MOST_RESULTS, type Order, type Query } from '../../../domain/search/query.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { encodeSegment, parseTarget } from '../../wire/href.ts'
import { childOf, childrenOf, isElement, type XmlElement } from '../../wire/xml/element.ts'
import { DAV, NEXTCLOUD, type QName } from '../../wire/xml/names.ts'
import { treePath } from '../exchange.ts'
import { badRequest, forbidden, notFound } from '../fault.ts'
import { ALLPROP } from '../properties/compile.ts'
import { sortKeyOf } from './fields.ts'
import { parseWhere } from './where.ts'

export interface SearchRequest {
  readonly query: Query
  readonly select: readonly QName[]
  /** The person as the scope spells them: hrefs repeat it, which some clients compare. */
  readonly owner: string
}

const MOST_SCOPES = 20
const MOST_ORDERS = 10
const MOST_NAMES = 500
/** The namespace in which the reference reads where to begin. */
const SEARCH_DAV = 'https://github.com/icewind1991/SearchDAV/ns'

/** A `d:searchrequest` (RFC 5323, webdav.md §15.1). @throws DavFault */
export function parseSearch(root: XmlElement | null, prefix: string, person: PersonId): SearchRequest {
  if (root === null || !isElement(root, DAV, 'searchrequest')) throw malformed('searchrequest')
  const search = childOf(root, DAV, 'basicsearch')
  if (search === undefined) throw malformed('basicsearch')
  const condition = childOf(search, DAV, 'where')?.children[0]
  if (condition === undefined) throw malformed('where')
  const scopes = childrenOf(childOf(search, DAV, 'from') ?? search, DAV, 'scope')
  if (scopes.length === 0 || scopes.length > MOST_SCOPES) throw malformed('scope')
  const read = scopes.map((scope) => readScope(scope, prefix, person))
  const named = childOf(childOf(search, DAV, 'select') ?? search, DAV, 'prop')?.children
  if (named !== undefined && named.length > MOST_NAMES) throw badRequest('too-many-names')
  return {
    query: {
      where: parseWhere(condition),
      below: read.map(({ path }) => path),
      order: readOrder(childOf(search, DAV, 'orderby')),
      ...readLimit(childOf(search, DAV, 'limit')),
    },
    select: named?.map(({ ns, name }) => ({ ns, name })) ?? ALLPROP,
    owner: read[0]!.owner,
  }
}

const malformed = (name: string) => badRequest('search-malformed', { name })

/** Clients give the path below the DAV root; an address as PROPFIND answers it is understood as well. */
function readScope(
  scope: XmlElement,
  prefix: string,
  person: PersonId,
): { path: readonly string[]; owner: string } {
  const href = childOf(scope, DAV, 'href')?.text.trim() ?? ''
  if (href === '') throw malformed('href')
  const told = parseTarget(/^[a-z]+:\/\//i.test(href) || href.startsWith('/') ? href : `/${href}`).segments
  const absolute = told.includes('remote.php') && treePath({ segments: told }, prefix, 'files', person)
  if (absolute) return { path: absolute, owner: told[told.length - absolute.length - 1]! }
  const [tree, owner, ...path] = told.slice(told.indexOf('remote.php') === -1 ? 0 : told.indexOf('dav') + 1)
  if (tree !== 'files' || owner === undefined) throw notFound('address-unknown')
  if (owner.toLowerCase() !== person.toLowerCase()) throw forbidden('not-yours')
  return { path, owner }
}

/** Several keys may stand in one `d:order` each; Android sends the element empty. */
function readOrder(orderBy: XmlElement | undefined): Order[] {
  const orders = orderBy === undefined ? [] : childrenOf(orderBy, DAV, 'order')
  if (orders.length > MOST_ORDERS) throw malformed('orderby')
  return orders.flatMap((order) => {
    const [property] = childOf(order, DAV, 'prop')?.children ?? []
    if (property === undefined) throw malformed('order')
    const by = sortKeyOf(property)
    return by === undefined ? [] : [{ by, descending: childOf(order, DAV, 'descending') !== undefined }]
  })
}

function readLimit(limit: XmlElement | undefined): { first: number; limit: number } {
  const number = (ns: string, name: string): number | undefined => {
    const element = limit === undefined ? undefined : childOf(limit, ns, name)
    if (element === undefined) return undefined
    if (!/^\d{1,9}$/.test(element.text.trim())) throw malformed(name)
    return Number(element.text)
  }
  return {
    first: number(SEARCH_DAV, 'firstresult') ?? number(NEXTCLOUD, 'firstresult') ?? 0,
    // None means all of them, as in the reference.
    limit: number(DAV, 'nresults') || MOST_RESULTS,
  }
}

export const hrefBase = (base: string, owner: string): string =>
  `${base.replace(/\/+$/, '')}/files/${encodeSegment(owner)}`
