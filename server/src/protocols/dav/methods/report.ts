import { listFavourites } from '../../../domain/files/list-favourites.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { encodeSegment } from '../../wire/href.ts'
import { prefersMinimal } from '../../wire/prefer.ts'
import { childOf, childrenOf, isElement, type XmlElement } from '../../wire/xml/element.ts'
import { DAV, NEXTCLOUD, OWNCLOUD } from '../../wire/xml/names.ts'
import { parseXml } from '../../wire/xml/parse.ts'
import type { Exchange } from '../exchange.ts'
import { badRequest, DavFault, SABRE } from '../fault.ts'
import { sendMultistatus } from '../multistatus.ts'
import { compileProperties } from '../properties/compile.ts'

/** REPORT `oc:filter-files` (webdav.md §15.2): what iOS and the web show as favourites. */
export async function report(exchange: Exchange): Promise<void> {
  const root = await parseXml(exchange.request)
  if (root === null || !isElement(root, OWNCLOUD, 'filter-files')) throw unsupported(root)
  requireFavouriteRule(root)
  const names = (childOf(root, DAV, 'prop')?.children ?? []).map(({ ns, name }) => ({ ns, name }))
  const compiled = compileProperties(names, { minimal: prefersMinimal(exchange.request.headers) })
  const { domain, member, path, base } = exchange
  const { found, facets } = await listFavourites(domain, member, path, compiled.facets)
  const view = {
    instanceId: domain.instanceId,
    facets,
    means: domain.renderer,
    base,
    rootName: member.person,
    now: seconds(domain.now()),
  }
  const lines = limited(root, found).map(({ path: names, entry }) => {
    const href = names.reduce((parent, name) => `${parent}/${encodeSegment(name)}`, base)
    return compiled.render(entry.node.kind === FOLDER ? `${href}/` : href, entry, view)
  })
  await sendMultistatus(exchange, [lines])
}

function unsupported(root: XmlElement | null): DavFault {
  if (root === null) return badRequest('xml-unexpected')
  return new DavFault(415, `${SABRE}ReportNotSupported`, 'report-unknown', {
    facts: { name: `{${root.ns}}${root.name}` },
    conditions: ['<d:supported-report/>'],
  })
}

function requireFavouriteRule(root: XmlElement): void {
  const rules = childOf(root, OWNCLOUD, 'filter-rules')
  if (rules === undefined || rules.children.length === 0) throw badRequest('filter-rules-missing')
  if (childOf(rules, OWNCLOUD, 'systemtag') !== undefined)
    throw new DavFault(412, `${SABRE}PreconditionFailed`, 'tag-missing')
  const favourite = childOf(rules, OWNCLOUD, 'favorite')?.text.trim()
  if (favourite !== '1' && favourite !== 'true' && favourite !== 'yes')
    throw badRequest('filter-rules-missing')
}

/** `d:limit` with `d:nresults` and `nc:firstresult`. */
function limited<T>(root: XmlElement, found: readonly T[]): readonly T[] {
  const limit = childrenOf(root, DAV, 'limit')[0]
  if (limit === undefined) return found
  const number = (ns: string, name: string): number | undefined => {
    const text = childOf(limit, ns, name)?.text.trim() ?? ''
    return /^\d{1,9}$/.test(text) ? Number(text) : undefined
  }
  const first = number(NEXTCLOUD, 'firstresult') ?? 0
  return found.slice(first, first + (number(DAV, 'nresults') ?? found.length))
}
