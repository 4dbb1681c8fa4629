import type { FastifyReply } from 'fastify'
import { list, type Page } from '../../../domain/files/list.ts'
import { move } from '../../../domain/files/move.ts'
import { remove } from '../../../domain/files/remove.ts'
import { NO_HOLD } from '../../../domain/locks/lock.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { allows, DELETE, UPDATE } from '../../../vocabulary/permissions.ts'
import { Refusal, type RefusalKind } from '../../../vocabulary/refusal.ts'
import { type Fragment, html } from '../html.ts'
import { notice } from '../look/parts.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { linkPath, linkRoute, pathText, readPath } from './address.ts'
import { isForeign, type OpenLink, through } from './door.ts'
import { showOutside } from './outside.ts'

const DONE = ['renamed', 'removed'] as const

/** What whoever has the link may do with one thing below it; what the link shows itself is its owner's to change. */
export function changeForms(visit: Visit, { token }: OpenLink, { path, self }: Page): Fragment {
  if (path.length === 0) return undefined
  const { say } = visit
  const here = { path: pathText(path) }
  const rename = html`<details class="more"><summary>${say('pages.link.change.rename')}</summary>
<form method="post" action="${linkPath(visit, token, '/rename', here)}">
<div class="field"><label for="name">${say('pages.link.change.name')}</label><input id="name" name="name" value="${path.at(-1)}" required maxlength="250" autocomplete="off"></div>
<button class="button second" type="submit">${say('pages.link.change.rename-submit')}</button></form></details>`
  const removal = html`<p class="more"><a class="link" href="${linkPath(visit, token, '/remove', here)}">${say('pages.link.change.remove')}</a></p>`
  return html`${allows(self.permissions, UPDATE) && rename}${allows(self.permissions, DELETE) && removal}`
}

/** Said once, on the page after. */
export const changed = ({ say }: Visit, did: string | undefined): Fragment =>
  DONE.filter((one) => one === did).map((one) => notice('good', say(`pages.link.change.${one}`)))

/** @throws Refusal for what a link shows itself, and for forms of other pages. */
function pathOf(visit: Visit, text: string | undefined): string[] {
  const path = readPath(text)
  if (path.length === 0) throw new Refusal('not-permitted', 'root-fixed')
  if (visit.request.method === 'POST' && isForeign(visit)) throw new Refusal('not-permitted', 'form-foreign')
  return path
}

/** What stands in the way, in words for whoever knows nothing of servers. */
const WORDS: Partial<Record<RefusalKind, 'taken' | 'bad-name' | 'meanwhile' | 'locked'>> = {
  exists: 'taken',
  'bad-name': 'bad-name',
  stale: 'meanwhile',
  locked: 'locked',
}

/** @param title what was not done. */
async function doing(
  visit: Visit,
  { token }: OpenLink,
  path: readonly string[],
  title: 'not-renamed' | 'not-removed',
  deed: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await deed()
  } catch (error) {
    const word = error instanceof Refusal ? WORDS[error.kind] : undefined
    if (word === undefined) throw error
    const { say } = visit
    const heading = say(`pages.link.change.${title}`)
    const content = html`<div class="card"><h1>${heading}</h1>${notice('attention', say(`pages.link.change.${word}`))}
<a class="button" href="${linkPath(visit, token, '/view', { path: pathText(path) })}">${say('pages.link.change.back')}</a></div>`
    return showOutside(visit, token, { title: heading, content }, 409)
  }
}

const back = (visit: Visit, { token }: OpenLink, path: readonly string[], did: (typeof DONE)[number]) =>
  visit.redirect(linkRoute(visit, token, '', { path: pathText(path.slice(0, -1)), did }))

export const rename: Handler = through(async (visit, link, { query, fields }) => {
  const path = pathOf(visit, query.get('path'))
  const name = (fields.get('name') ?? '').trim()
  return await doing(visit, link, path, 'not-renamed', async () => {
    if (name.includes('/')) throw new Refusal('bad-name', 'name-character', { facts: { character: '/' } })
    const to = [...path.slice(0, -1), name]
    if (name !== path.at(-1))
      await move(visit.domain, link.visitor, path, to, { overwrite: false, onClash: 'refuse', hold: NO_HOLD })
    return back(visit, link, path, 'renamed')
  })
})

/** Asked first, since a slip of the finger is easily made. */
export const askRemoval: Handler = through(async (visit, link, { query }) => {
  const path = pathOf(visit, query.get('path'))
  const { self } = await list(visit.domain, link.visitor, path, [])
  if (!allows(self.permissions, DELETE)) throw new Refusal('not-permitted', 'no-delete')
  const { say } = visit
  const title = say('pages.link.change.remove-title', { name: path.at(-1)! })
  const isFolder = self.node.kind === FOLDER
  const away = linkPath(visit, link.token, isFolder ? '' : '/view', { path: pathText(path) })
  const content = html`<div class="card"><h1>${title}</h1>
<p class="lead">${say(isFolder ? 'pages.link.change.remove-folder' : 'pages.link.change.remove-file')}</p>
<form method="post" action="${linkPath(visit, link.token, '/remove', { path: pathText(path) })}">
<input type="hidden" name="seen" value="${self.node.etag}">
<div class="stack"><button class="button" type="submit">${say('pages.link.change.remove-submit')}</button>
<a class="button second" href="${away}">${say('pages.link.change.keep')}</a></div></form></div>`
  const again = linkRoute(visit, link.token, '/remove', { path: pathText(path) })
  return showOutside(visit, link.token, { title, content, again })
})

/** Only what was seen: whoever has changed it meanwhile is not undone. */
export const removal: Handler = through(async (visit, link, { query, fields }) => {
  const path = pathOf(visit, query.get('path'))
  const pin = { etag: fields.get('seen') ?? '' }
  return await doing(visit, link, path, 'not-removed', async () => {
    await remove(visit.domain, link.visitor, path, { pin, hold: NO_HOLD })
    return back(visit, link, path, 'removed')
  })
})
