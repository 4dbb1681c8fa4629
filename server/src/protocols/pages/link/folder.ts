import { familyOf } from '@nuage/contract'
import type { FastifyReply } from 'fastify'
import type { Entry, Page } from '../../../domain/files/list.ts'
import { kindOf } from '../../../domain/previews/kind.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { collator } from '../../../vocabulary/formats.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { allows, CREATE } from '../../../vocabulary/permissions.ts'
import { day, size } from '../figures.ts'
import { type Fragment, type Html, html } from '../html.ts'
import { icon } from '../look/icons.ts'
import { notice } from '../look/parts.ts'
import type { Visit } from '../visit.ts'
import { bytesRoute, linkPath, linkRoute, pathText } from './address.ts'
import { changed, changeForms } from './change.ts'
import { mayHaveBytes, offersBytes } from './door.ts'
import { head, type ShownLink } from './head.ts'
import { showOutside } from './outside.ts'
import { uploadForm } from './upload-form.ts'

/** Lines of one page: an old phone scrolls through no more. */
const LINES = 200

interface Asked {
  /** Of the page, from 1. */
  readonly number: number
  /** How many files just came. */
  readonly done: string | undefined
  /** What was just done to something in it. */
  readonly did: string | undefined
  readonly path: string | undefined
}

export function showFolder(visit: Visit, link: ShownLink, page: Page, asked: Asked): FastifyReply {
  const { say } = visit
  const { path } = page
  const title = path.at(-1) ?? link.row.name
  const entries = inOrder(page.members, visit)
  const last = Math.max(1, Math.ceil(entries.length / LINES))
  const number = Math.min(last, Math.max(1, Math.trunc(asked.number)))
  const shown = entries.slice((number - 1) * LINES, number * LINES)
  const top = path.length === 0
  const content = html`${arrived(visit, asked.done)}${changed(visit, asked.did)}<div class="card">
${top ? head(visit, link, title) : html`${trail(visit, link, path)}<h1>${title}</h1>`}
${entries.length > 0 && offersBytes(link) && wholeButton(visit, link, page)}${changeForms(visit, link, page)}
</div>
${
  entries.length === 0
    ? html`<p class="quiet aside">${say('pages.link.empty')}</p>`
    : html`<section class="card list" aria-label="${say('pages.item.members')}"><ul class="rows">${shown.map((entry) => line(visit, link, path, entry))}</ul>
${pages(visit, link, asked.path, number, last)}</section>`
}
${allows(page.self.permissions, CREATE) && uploadForm(visit, link, path)}`
  const again = linkRoute(visit, link.token, '', { path: asked.path })
  return showOutside(visit, link.token, { title, content, again, wide: true })
}

/** Folders first, then by name as people count: 2 before 10. */
export function inOrder(members: readonly Entry[], { language }: Visit): Entry[] {
  const { compare } = collator(language, { numeric: true })
  const rank = (entry: Entry): number => (entry.node.kind === FOLDER ? 0 : 1)
  return members.toSorted((a, b) => rank(a) - rank(b) || compare(a.name, b.name))
}

const arrived = (visit: Visit, done: string | undefined): Fragment =>
  done !== undefined &&
  /^[1-9]\d{0,4}$/.test(done) &&
  notice('good', visit.say('pages.link.upload.done', { count: Number(done) }))

function wholeButton(visit: Visit, link: ShownLink, { path, self }: Page): Html {
  const href = linkPath(visit, link.token, '/download', { path: pathText(path), lang: undefined })
  const bytes = size(self.node.size, visit.language)
  return html`<a class="button" href="${href}">${icon('download')}<span>${visit.say('pages.link.download-all', { size: bytes })}</span></a>`
}

/** From what is shared down to here; where it is long, the middle is one step. */
export function trail(visit: Visit, link: ShownLink, path: readonly string[]): Html {
  const step = (depth: number, name: string): Html =>
    html`<li><a href="${linkPath(visit, link.token, '', { path: pathText(path.slice(0, depth)) })}">${name}</a></li>`
  const between = path.slice(0, -1).map((name, i) => ({ name, depth: i + 1 }))
  const folded = between.length > 2
  const shown = folded ? between.slice(-1) : between
  return html`<nav class="trail" aria-label="${visit.say('pages.link.trail')}"><ol>${step(0, link.row.name)}${
    folded && step(between.length - 1, '…')
  }${shown.map(({ name, depth }) => step(depth, name))}</ol></nav>
`
}

function line(visit: Visit, link: ShownLink, above: readonly string[], { node, name }: Entry): Html {
  const path = [...above, name]
  const isFolder = node.kind === FOLDER
  const href = linkPath(visit, link.token, isFolder ? '' : '/view', { path: pathText(path) })
  const date = day(node.mtime, seconds(visit.domain.now()), visit.language, visit.options.timeZone)
  const bytes =
    !isFolder &&
    offersBytes(link) &&
    html`<a class="get" href="${visit.path(bytesRoute(link.token, path))}" download title="${visit.say('pages.item.download')}" aria-label="${visit.say('pages.link.download-one', { name })}">${icon('download')}</a>`
  return html`<li>${picture(visit, link, path, node)}<div><a href="${href}">${name}</a><span>${size(node.size, visit.language)} · ${date}</span></div>${bytes}</li>
`
}

function picture(visit: Visit, link: ShownLink, path: readonly string[], node: Entry['node']): Html {
  const family = node.kind === FOLDER ? 'folder' : familyOf(node.mime)
  const isPhoto =
    family === 'image' && kindOf(node) !== undefined && visit.domain.renderer.kinds.has(kindOf(node)!)
  const src =
    isPhoto && mayHaveBytes(link)
      ? `/apps/files_sharing/publicpreview/${link.token}?${new URLSearchParams({ file: `/${path.join('/')}`, x: '64', y: '64' })}`
      : `/apps/theming/img/core/filetypes/${family}.svg`
  return html`<img alt="" width="32" height="32" loading="lazy" src="${visit.path(src)}">`
}

function pages(
  visit: Visit,
  link: ShownLink,
  path: string | undefined,
  number: number,
  last: number,
): Fragment {
  if (last === 1) return undefined
  const { say } = visit
  const to = (page: number, text: string): Html =>
    html`<a class="button second small" href="${linkPath(visit, link.token, '', { path, page: String(page) })}">${text}</a>`
  return html`<nav class="pages" aria-label="${say('pages.link.pages')}">${
    number > 1 && to(number - 1, say('pages.link.previous'))
  }<span>${say('pages.link.page', { number, last })}</span>${number < last && to(number + 1, say('pages.link.next'))}</nav>`
}
