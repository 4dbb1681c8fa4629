import type { FastifyReply } from 'fastify'
import { list, type Page } from '../../../domain/files/list.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { allows, UPDATE } from '../../../vocabulary/permissions.ts'
import { day, size } from '../figures.ts'
import { type Fragment, html } from '../html.ts'
import { icon } from '../look/icons.ts'
import type { Visit } from '../visit.ts'
import { bytesRoute, linkPath, linkRoute, pathText } from './address.ts'
import { changeForms } from './change.ts'
import { offersBytes } from './door.ts'
import { inOrder, trail } from './folder.ts'
import { head, type ShownLink } from './head.ts'
import { showOutside } from './outside.ts'
import { sight } from './sight.ts'
import { replaceForm } from './upload-form.ts'

/** One file: to look at as far as a browser can, to download where that is allowed. */
export async function showFile(visit: Visit, link: ShownLink, page: Page): Promise<FastifyReply> {
  const { say } = visit
  const { path, self } = page
  const { node } = self
  if (node.kind === FOLDER) return visit.redirect(linkRoute(visit, link.token, '', { path: pathText(path) }))
  const alone = path.length === 0
  const name = path.at(-1) ?? link.row.name
  const date = day(node.mtime, seconds(visit.domain.now()), visit.language, visit.options.timeZone)
  const facts = `${size(node.size, visit.language)} · ${say('pages.item.changed', { date })}`
  const content = html`<div class="card">
${alone ? head(visit, link, name) : html`${trail(visit, link, path)}<h1>${name}</h1>`}
<p class="quiet facts-line">${facts}</p>
${
  offersBytes(link) &&
  html`<a class="button" href="${visit.path(bytesRoute(link.token, path))}" download>${icon('download')}<span>${say('pages.item.download')}</span></a>`
}${allows(self.permissions, UPDATE) && replaceForm(visit, link, path)}${changeForms(visit, link, page)}
</div>
${await sight(visit, link, { path, name, node })}
${!alone && (await neighbours(visit, link, path))}`
  const again = linkRoute(visit, link.token, alone ? '' : '/view', { path: pathText(path) })
  return showOutside(visit, link.token, { title: name, content, again, wide: true })
}

/** The files before and after, in the order of the list. */
async function neighbours(visit: Visit, link: ShownLink, path: readonly string[]): Promise<Fragment> {
  const above = path.slice(0, -1)
  const { members } = await list(visit.domain, link.visitor, above, [])
  const names = inOrder(members, visit)
    .filter(({ node }) => node.kind !== FOLDER)
    .map(({ name }) => name)
  const at = names.indexOf(path.at(-1)!)
  if (names.length < 2) return undefined
  const to = (name: string | undefined, word: 'previous' | 'next'): Fragment =>
    name !== undefined &&
    html`<a class="button second small" href="${linkPath(visit, link.token, '/view', { path: pathText([...above, name]) })}" rel="${word === 'next' ? 'next' : 'prev'}" title="${name}">${visit.say(`pages.link.file-${word}`)}</a>`
  return html`<nav class="pages" aria-label="${visit.say('pages.link.neighbours')}">${to(names[at - 1], 'previous')}<span>${visit.say('pages.link.page', { number: at + 1, last: names.length })}</span>${to(names[at + 1], 'next')}</nav>`
}
