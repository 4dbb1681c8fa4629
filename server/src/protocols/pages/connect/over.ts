import type { FastifyReply } from 'fastify'
import { html } from '../html.ts'
import { icon } from '../look/icons.ts'
import { show } from '../look/show.ts'
import type { Visit } from '../visit.ts'

/** There is no such request (any more), or it is not this browser's. */
export function showOver(visit: Visit, why: 'over' | 'stale' | 'granted'): FastifyReply {
  const [title, text] = {
    over: [visit.say('pages.over.title'), visit.say('pages.over.lead')],
    stale: [visit.say('pages.over.stale-title'), visit.say('pages.over.stale')],
    granted: [visit.say('pages.done.again-title'), visit.say('pages.done.again')],
  }[why] as [string, string]
  const content = html`<div class="card">${icon('clock', 'mark attention')}<h1>${title}</h1><p class="lead">${text}</p></div>`
  return show(visit, { title, content }, 403)
}
