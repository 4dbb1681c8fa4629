import { type Entry, list, listDeep, look, type Page } from '../../../domain/files/list.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { parseDepth } from '../../wire/depth.ts'
import { encodeSegment } from '../../wire/href.ts'
import { prefersMinimal } from '../../wire/prefer.ts'
import { type Exchange, header } from '../exchange.ts'
import { sendMultistatus } from '../multistatus.ts'
import { type CompiledProperties, compileNames, compileProperties } from '../properties/compile.ts'
import type { View } from '../properties/property.ts'
import { viewOf } from '../properties/view.ts'
import { readQuestion } from '../question.ts'

/** Encoded path of a place, with a slash at the end of folders. */
const hrefOf = (parent: string, entry: Entry): string =>
  `${parent}/${encodeSegment(entry.name)}${entry.node.kind === FOLDER ? '/' : ''}`

const encoded = (base: string, path: readonly string[]): string =>
  path.reduce((href, name) => `${href}/${encodeSegment(name)}`, base)

/**
 * Lists. A folder's lines and all that was asked about them come from one snapshot; the text is streamed, and a
 * fault on the way breaks the connection, since clients delete what a listing leaves out.
 */
export async function propfind(exchange: Exchange): Promise<void> {
  const question = await readQuestion(exchange)
  const depth = parseDepth(header(exchange, 'depth'))
  // Nobody named them: what is not there is not told as missing.
  const minimal = question.kind === 'all' || prefersMinimal(exchange.request.headers)
  const audience = exchange.actor.kind === 'member' ? 'person' : 'visitor'
  const compiled =
    question.kind === 'names'
      ? compileNames(audience)
      : compileProperties(question.names, { minimal }, audience)
  const tell = (entry: Entry, href: string, view: View): string => compiled.render(href, entry, view)
  const { domain, actor, path } = exchange
  if (depth === 0) {
    const page = await look(domain, actor, path, compiled.facets)
    const href = selfHref(exchange, page)
    return await sendMultistatus(exchange, [[tell(page.self, href, viewOf(exchange, page.facets))]])
  }
  const pages =
    depth === 1 ? [await list(domain, actor, path, compiled.facets)] : await deep(exchange, depth, compiled)
  await sendMultistatus(exchange, linesOf(exchange, pages, tell))
}

const selfHref = (exchange: Exchange, page: Page): string => {
  const href = encoded(exchange.base, page.path)
  return page.self.node.kind === FOLDER ? `${href}/` : href
}

/** The first page is read before anything is sent, so that what is not there is an error and not a listing. */
async function deep(
  exchange: Exchange,
  depth: number,
  compiled: CompiledProperties,
): Promise<AsyncIterable<Page>> {
  const pages = listDeep(exchange.domain, exchange.actor, exchange.path, depth, compiled.facets)
  const first = await pages.next()
  async function* all(): AsyncGenerator<Page> {
    if (first.done !== true) yield first.value
    yield* pages
  }
  return all()
}

async function* linesOf(
  exchange: Exchange,
  pages: Iterable<Page> | AsyncIterable<Page>,
  tell: (entry: Entry, href: string, view: View) => string,
): AsyncGenerator<Iterable<string>> {
  let first = true
  for await (const page of pages) {
    const view = viewOf(exchange, page.facets)
    // A folder further down was told among its parent's members.
    if (first) yield [tell(page.self, selfHref(exchange, page), view)]
    first = false
    yield membersOf(page, encoded(exchange.base, page.path), view, tell)
  }
}

function* membersOf(
  page: Page,
  parent: string,
  view: View,
  tell: (entry: Entry, href: string, view: View) => string,
): Generator<string> {
  for (const entry of page.members) yield tell(entry, hrefOf(parent, entry), view)
}
