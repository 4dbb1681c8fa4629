import { familyOf } from '@nuage/contract'
import { list } from '../../../domain/files/list.ts'
import type { Node } from '../../../domain/files/node.ts'
import { kindOf, type PreviewKind } from '../../../domain/previews/kind.ts'
import { countPages, showPage } from '../../../domain/previews/pages.ts'
import { subjectOf } from '../../../domain/previews/subject.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { sendNothing } from '../data.ts'
import { type Html, html } from '../html.ts'
import { OUTSIDE_HEADERS } from '../look/headers.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { linkPath, pathText, readPath } from './address.ts'
import { mayHaveBytes, type OpenLink, through } from './door.ts'
import type { ShownLink } from './head.ts'

/** In the proportions of a sheet of paper, until the picture is there: browsers fetch it when it comes near. */
const [WIDTH, HEIGHT] = [1131, 1600]

interface Seen {
  readonly path: readonly string[]
  readonly name: string
  readonly node: Node
}

/** A document page by page, as pictures made here: nothing of it runs in the browser. */
export async function showPages(visit: Visit, link: ShownLink, seen: Seen, kind: PreviewKind): Promise<Html> {
  const { path, name, node } = seen
  const { say } = visit
  let pages = 0
  try {
    pages = await countPages(visit.domain, subjectOf(node), kind)
  } catch (error) {
    if (!(error instanceof Refusal) || (error.kind !== 'not-found' && error.kind !== 'busy')) throw error
    const key = error.kind === 'busy' ? 'drawing' : mayHaveBytes(link) ? 'no-sight' : 'no-sight-look'
    return html`<p class="quiet aside">${say(`pages.link.${key}`)}</p>`
  }
  return html`<section class="sight" aria-label="${say('pages.link.document-pages')}">${Array.from(
    { length: pages },
    (_, i) =>
      html`<img class="drawn" loading="lazy" width="${WIDTH}" height="${HEIGHT}" src="${linkPath(visit, link.token, '/page', { path: pathText(path), number: String(i + 1) })}" alt="${say('pages.link.document-page', { number: i + 1, name })}">
`,
  )}</section>`
}

/** One of these pictures. Whoever may not have the original gets it marked, and is not to keep it. */
export const pageImage: Handler = through(async (visit, link, { query }) => {
  const { self } = await list(visit.domain, link.visitor, readPath(query.get('path')), [])
  const kind = kindOf(self.node)
  const number = /^\d{1,4}$/.test(query.get('number') ?? '1') ? Number(query.get('number') ?? 1) : 0
  if (kind === undefined || isPlayed(self.node)) return sendNothing(visit.reply, 404)
  const free = mayHaveBytes(link)
  const page = await showPage(
    visit.domain,
    subjectOf(self.node),
    kind,
    number,
    free ? undefined : markOf(visit, link),
  )
  return visit.reply
    .headers(OUTSIDE_HEADERS)
    .header('content-type', page.mime)
    .header('cache-control', free ? 'private, max-age=86400' : 'no-store')
    .send(page.bytes)
})

/** Not even a picture out of it: nobody would expect it here. */
const isPlayed = (node: Node): boolean => ['audio', 'video'].includes(familyOf(node.mime))

const markOf = ({ address }: Visit, { token }: OpenLink): string =>
  `${new URL(address.origin).host}/s/${token}`
