import type { FastifyReply } from 'fastify'
import { moment } from '../figures.ts'
import { html } from '../html.ts'
import { icon } from '../look/icons.ts'
import { notice } from '../look/parts.ts'
import type { Visit } from '../visit.ts'
import { linkPath, linkRoute } from './address.ts'
import { showOutside } from './outside.ts'

/** Nothing says whether there ever was such a link. */
export function showMissing(visit: Visit): FastifyReply {
  const title = visit.say('pages.link.missing.title')
  const content = html`<div class="card">${icon('attention', 'mark attention')}<h1>${title}</h1>
<p class="lead">${visit.say('pages.link.missing.lead')}</p>
<ul class="points"><li>${visit.say('pages.link.missing.typed')}</li><li>${visit.say('pages.link.missing.withdrawn')}</li></ul></div>`
  return showOutside(visit, undefined, { title, content }, 404)
}

/** @param since seconds. */
export function showEnded(visit: Visit, token: string, since: number, asked = false): FastifyReply {
  const { say } = visit
  const title = say('pages.link.ended.title')
  const date = moment(since, visit.language, visit.options.timeZone)
  const content = html`<div class="card">${icon('clock', 'mark attention')}<h1>${title}</h1>
<p class="lead">${say('pages.link.ended.lead', { date })}</p>
${
  asked
    ? notice('good', say('pages.link.ended.asked'))
    : html`<p>${say('pages.link.ended.ask')}</p>
<form method="post" action="${linkPath(visit, token, '/reopen')}"><button class="button" type="submit">${say('pages.link.ended.submit')}</button></form>`
}</div>`
  return showOutside(visit, token, { title, content, again: linkRoute(visit, token) }, 404)
}
