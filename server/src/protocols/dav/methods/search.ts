import { search as find } from '../../../domain/search/search.ts'
import type { Member } from '../../../vocabulary/actor.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { encodePath } from '../../wire/href.ts'
import { prefersMinimal } from '../../wire/prefer.ts'
import { parseXml } from '../../wire/xml/parse.ts'
import { type Exchange, header } from '../exchange.ts'
import { methodUnknown } from '../fault.ts'
import { sendMultistatus } from '../multistatus.ts'
import { compileProperties } from '../properties/compile.ts'
import { viewOf } from '../properties/view.ts'
import { hrefBase, parseSearch } from '../search/request.ts'

/** SEARCH on the DAV root (webdav.md §15.1): by name, recent files and the photos of the phone apps. */
export async function search(exchange: Exchange<Member>): Promise<void> {
  const { domain, actor, prefix, method, request } = exchange
  if (!/(?:text|application)\/xml/i.test(header(exchange, 'content-type') ?? '')) throw methodUnknown(method)
  const { query, select, owner } = parseSearch(await parseXml(request), prefix, actor.person)
  const compiled = compileProperties(select, { minimal: prefersMinimal(request.headers) })
  const { found, facets } = await find(domain, actor, query, compiled.facets)
  const base = hrefBase(exchange.base, owner)
  const view = viewOf({ ...exchange, base }, facets)
  const lines = found.map(({ path, entry }) =>
    compiled.render(`${base}${encodePath(path, entry.node.kind === FOLDER)}`, entry, view),
  )
  await sendMultistatus(exchange, [lines])
}
