import { type FilesWish, filterFiles } from '../../../domain/files/filter.ts'
import type { Member } from '../../../vocabulary/actor.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { encodePath } from '../../wire/href.ts'
import { prefersMinimal } from '../../wire/prefer.ts'
import { childOf, childrenOf, type XmlElement } from '../../wire/xml/element.ts'
import { DAV, NEXTCLOUD, OWNCLOUD } from '../../wire/xml/names.ts'
import type { Exchange } from '../exchange.ts'
import { badRequest, DavFault, SABRE } from '../fault.ts'
import { sendMultistatus } from '../multistatus.ts'
import { compileProperties } from '../properties/compile.ts'
import { viewOf } from '../properties/view.ts'
import { numberIn, readReport } from './read-report.ts'

/** REPORT `oc:filter-files` (webdav.md §15.2): what iOS and the web show as favourites and below a tag. */
export async function report(exchange: Exchange<Member>): Promise<void> {
  const root = await readReport(exchange, 'filter-files')
  const names = (childOf(root, DAV, 'prop')?.children ?? []).map(({ ns, name }) => ({ ns, name }))
  if (names.length > MOST_NAMES) throw badRequest('too-many-names')
  const compiled = compileProperties(names, { minimal: prefersMinimal(exchange.request.headers) })
  const { domain, actor, path, base } = exchange
  const { found, facets } = await filterFiles(domain, actor, path, wishOf(root), compiled.facets)
  const view = viewOf(exchange, facets)
  const lines = found.map(({ path: names, entry }) =>
    compiled.render(`${base}${encodePath(names, entry.node.kind === FOLDER)}`, entry, view),
  )
  await sendMultistatus(exchange, [lines])
}

const MOST_NAMES = 500

const MOST_TAGS = 20
const ON = new Set(['1', 'true', 'yes'])

function wishOf(root: XmlElement): FilesWish {
  const rules = childOf(root, OWNCLOUD, 'filter-rules')
  if (rules === undefined) throw badRequest('filter-rules-missing')
  const tags = childrenOf(rules, OWNCLOUD, 'systemtag').map(({ text }) => text.trim())
  const favourite = ON.has(childOf(rules, OWNCLOUD, 'favorite')?.text.trim() ?? '')
  if ((!favourite && tags.length === 0) || tags.length > MOST_TAGS) throw badRequest('filter-rules-missing')
  if (!tags.every((id) => /^\d{1,15}$/.test(id)))
    throw new DavFault(412, `${SABRE}PreconditionFailed`, 'tag-missing')
  return { favourite, tags: tags.map(Number), ...windowOf(root) }
}

/** `d:limit` with `d:nresults` and `nc:firstresult`. */
function windowOf(root: XmlElement): Pick<FilesWish, 'first' | 'most'> {
  const limit = childOf(root, DAV, 'limit')
  if (limit === undefined) return {}
  const first = numberIn(limit, NEXTCLOUD, 'firstresult')
  const most = numberIn(limit, DAV, 'nresults')
  return { ...(first === undefined ? {} : { first }), ...(most === undefined ? {} : { most }) }
}
