import type { FastifyReply } from 'fastify'
import { html } from '../html.ts'
import { hidden } from '../look/frame.ts'
import { icon } from '../look/icons.ts'
import { notice } from '../look/parts.ts'
import { show } from '../look/show.ts'
import type { Visit } from '../visit.ts'

interface Question {
  readonly title: string
  readonly lead: string
  readonly submit: string
  /** Of this page. */
  readonly path: string
  readonly stale?: boolean
}

/** What the link of a letter opens: programs that look through mail follow it, but press no button. */
export function showButton(visit: Visit, { title, lead, submit, path, stale }: Question): FastifyReply {
  const content = html`<div class="card">${icon('letter', 'mark')}<h1>${title}</h1>
${stale && notice('loss', visit.say('pages.letter.stale'))}<p class="lead">${lead}</p>
<form method="post" action="${visit.path(path)}">${hidden(visit)}<button class="button" type="submit">${submit}</button></form></div>`
  return show(visit, { title, content, again: path }, stale ? 403 : 200)
}

/** The same for a letter that was used, one that is too old, and one that never was. */
export function showSpent(visit: Visit, again: string): FastifyReply {
  const { say } = visit
  const title = say('pages.letter.spent-title')
  const content = html`<div class="card">${icon('attention', 'mark attention')}<h1>${title}</h1>
<p class="lead">${say('pages.letter.spent')}</p>
<div class="stack"><a class="button" href="${visit.path(again)}">${say('pages.letter.again')}</a>
<a class="button second" href="${visit.path('/login')}">${say('pages.letter.back')}</a></div></div>`
  return show(visit, { title, content }, 404)
}
