import type { FastifyReply } from 'fastify'
import { html } from '../html.ts'
import { icon } from '../look/icons.ts'
import { notice } from '../look/parts.ts'
import { show } from '../look/show.ts'
import type { Visit } from '../visit.ts'

/** Recovery codes, to be printed: they are shown this once. @param next where to go on. */
export function showCodes(
  visit: Visit,
  codes: readonly string[],
  person: string,
  next: string,
): FastifyReply {
  const { say } = visit
  const title = say('pages.codes.title')
  const content = html`<div class="card">${icon('key', 'mark')}<h1>${title}</h1>
<p class="lead">${say('pages.codes.lead')}</p>
<h2 id="for">${say('pages.codes.for', { id: person })}</h2>
<ul class="codes" aria-labelledby="for">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
${notice('attention', say('pages.codes.keep'))}
<div class="stack"><button class="button" type="button" hidden data-prints>${icon('print')}<span>${say('pages.codes.print')}</span></button>
<a class="button second" href="${visit.path(next)}">${say('pages.codes.done')}</a></div></div>`
  return show(visit, { title, content })
}
