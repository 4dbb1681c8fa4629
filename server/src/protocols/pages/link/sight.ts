import { familyOf } from '@nuage/contract'
import type { Node } from '../../../domain/files/node.ts'
import { readFile } from '../../../domain/files/open.ts'
import { kindOf } from '../../../domain/previews/kind.ts'
import { readWhole } from '../../wire/send-bytes.ts'
import { type Html, html } from '../html.ts'
import type { Visit } from '../visit.ts'
import { bytesRoute, pathText } from './address.ts'
import { mayHaveBytes } from './door.ts'
import type { ShownLink } from './head.ts'
import { showPages } from './page-images.ts'
import { decode } from './text.ts'

interface Seen {
  readonly path: readonly string[]
  readonly name: string
  readonly node: Node
}

/** More of a text is read after a download. */
const TEXT = 128 * 1024
/** Pixels. */
const PICTURE = '1600'

/** The file itself, as far as it can be shown without running anything of it on our origin. */
export async function sight(visit: Visit, link: ShownLink, seen: Seen): Promise<Html> {
  const family = familyOf(seen.node.mime)
  const kind = kindOf(seen.node)
  const drawn = kind !== undefined && visit.domain.renderer.kinds.has(kind)
  if (!mayHaveBytes(link)) {
    if (family === 'audio' || family === 'video') return said(visit.say('pages.link.no-playing'))
    return drawn ? await showPages(visit, link, seen, kind) : said(visit.say('pages.link.no-sight-look'))
  }
  if (seen.node.size === 0) return said(visit.say('pages.link.no-bytes'))
  if (family === 'audio' || family === 'video') return player(visit, link, seen, family)
  if (family === 'image' && drawn) return picture(visit, link, seen)
  if (family === 'text' || family === 'code' || seen.node.mime === 'text/csv') return await text(visit, seen)
  return drawn ? await showPages(visit, link, seen, kind) : said(visit.say('pages.link.no-sight'))
}

const said = (sentence: string): Html => html`<p class="quiet aside">${sentence}</p>`

function player(visit: Visit, link: ShownLink, { path, name }: Seen, family: 'audio' | 'video'): Html {
  const src = visit.path(bytesRoute(link.token, path))
  const none = said(visit.say('pages.link.no-sight'))
  return family === 'audio'
    ? html`<section class="sight"><audio controls preload="metadata" src="${src}" aria-label="${name}">${none}</audio></section>`
    : html`<section class="sight"><video controls playsinline preload="metadata" src="${src}" aria-label="${name}">${none}</video></section>`
}

function picture(visit: Visit, link: ShownLink, { path, name }: Seen): Html {
  const query = new URLSearchParams({ file: pathText(path) ?? '', x: PICTURE, y: PICTURE, a: '1' })
  const src = visit.path(`/apps/files_sharing/publicpreview/${link.token}?${query}`)
  return html`<section class="sight"><a href="${src}"><img src="${src}" alt="${visit.say('pages.link.picture', { name })}"></a></section>`
}

async function text(visit: Visit, { node }: Seen): Promise<Html> {
  const end = Math.min(node.size, TEXT)
  const bytes = await readWhole(await readFile(visit.domain, node, { start: 0, end }), end)
  const shown = decode(bytes, end < node.size)
  if (shown === undefined) return said(visit.say('pages.link.no-sight'))
  return html`<section class="card"><pre class="text" tabindex="0" aria-label="${visit.say('pages.link.text')}">${shown}</pre>${
    end < node.size && html`<p class="quiet">${visit.say('pages.link.text-cut')}</p>`
  }</section>`
}
