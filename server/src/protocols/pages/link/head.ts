import type { WordKey } from '@nuage/contract/words'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { allows, CREATE, DELETE, UPDATE } from '../../../vocabulary/permissions.ts'
import { moment } from '../figures.ts'
import { type Fragment, type Html, html } from '../html.ts'
import type { Visit } from '../visit.ts'
import { mayHaveBytes, type OpenLink, offersBytes } from './door.ts'

export type ShownLink = OpenLink & { readonly sharer: string }

/** What this is, who shares it, until when, and what one may do: above everything else. */
export const head = (visit: Visit, link: ShownLink, title: string): Html =>
  html`<p class="by">${visit.say(link.row.node_kind === FOLDER ? 'pages.link.folder-by' : 'pages.link.file-by', { name: link.sharer })}</p>
<h1>${title}</h1>
${noteOf(visit, link)}<p class="may">${mayOf(visit, link)}${
    link.row.expires !== null &&
    html` ${visit.say('pages.link.until', { date: moment(link.row.expires, visit.language, visit.options.timeZone) })}`
  }</p>`

const noteOf = (visit: Visit, { row, sharer }: ShownLink): Fragment =>
  row.note !== '' &&
  html`<div class="said"><div><strong>${visit.say('pages.link.note', { name: sharer })}</strong><p>${row.note}</p></div></div>
`

/** One plain sentence, and another where something may be changed. */
function mayOf(visit: Visit, link: OpenLink): string {
  const { visitor, row } = link
  const many = row.node_kind === FOLDER ? 'many' : 'one'
  const bytes = offersBytes(link) ? 'read' : mayHaveBytes(link) ? 'see' : 'look'
  const change = allows(visitor.permissions, UPDATE)
    ? allows(visitor.permissions, CREATE)
      ? many === 'many' && allows(visitor.permissions, DELETE)
        ? 'all'
        : 'edit'
      : 'replace'
    : allows(visitor.permissions, CREATE)
      ? 'add'
      : undefined
  const first = visit.say(`pages.link.may.${bytes}-${many}` as WordKey)
  return change === undefined ? first : `${first} ${visit.say(`pages.link.may.${change}-${many}` as WordKey)}`
}
