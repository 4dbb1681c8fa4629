import type { FastifyReply } from 'fastify'
import { html } from '../html.ts'
import { icon } from '../look/icons.ts'
import { show } from '../look/show.ts'
import type { Visit } from '../visit.ts'

interface Sent {
  readonly said: string
  /** As it was typed. */
  readonly address: string
  /** Where another one is asked for. */
  readonly again: string
}

/** That a letter was asked for: the same page whatever becomes of it. */
export function showSent(visit: Visit, { said, address, again }: Sent): FastifyReply {
  const { say } = visit
  const title = say('pages.letter.sent-title')
  const content = html`<div class="card">${icon('letter', 'mark')}<h1>${title}</h1>
<p class="lead" role="status">${said}</p>
<p>${say('pages.letter.sent-to', { address })}</p>
<a class="link" href="${visit.path(again)}">${say('pages.letter.other')}</a></div>`
  return show(visit, { title, content })
}
