import type { FastifyReply } from 'fastify'
import { REPORT_LONGEST, reportLink } from '../../../domain/links/report.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { sayRefusal } from '../../wire/speech.ts'
import { html } from '../html.ts'
import { notice } from '../look/parts.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { linkPath, linkRoute } from './address.ts'
import { isForeign } from './door.ts'
import { showOutside } from './outside.ts'

interface Form {
  readonly text: string
  readonly from: string
  readonly trouble?: string
}

export const reportForm: Handler = async (visit, _fields, _query, { token = '' }) =>
  showForm(visit, token, { text: '', from: '' })

function showForm(visit: Visit, token: string, { text, from, trouble }: Form, status = 200): FastifyReply {
  const { say } = visit
  const title = say('pages.link.report.title')
  const content = html`<div class="card"><h1>${title}</h1>
${trouble === undefined ? html`<p class="lead">${say('pages.link.report.lead')}</p>` : notice('loss', trouble)}
<form method="post" action="${linkPath(visit, token, '/report')}">
<div class="field"><label for="text">${say('pages.link.report.text')}</label><textarea id="text" class="tall" name="text" rows="5" required maxlength="${REPORT_LONGEST}">${text}</textarea></div>
<div class="field"><label for="from">${say('pages.link.report.from')}</label><p class="hint" id="from-hint">${say('pages.link.report.from-hint')}</p><input id="from" name="from" value="${from}" maxlength="200" autocomplete="email" aria-describedby="from-hint"></div>
<button class="button" type="submit">${say('pages.link.report.submit')}</button></form></div>`
  return showOutside(visit, token, { title, content, again: linkRoute(visit, token, '/report') }, status)
}

/** Says the same whether there is such a link or not. */
export const report: Handler = async (visit, fields, _query, { token = '' }) => {
  const form = { text: fields.get('text')?.trim() ?? '', from: fields.get('from')?.trim() ?? '' }
  if (isForeign(visit)) return showForm(visit, token, form)
  try {
    await reportLink(visit.domain, token, form, visit.request.ip)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const trouble =
      sayRefusal(visit.language, error.reason, error.facts) ?? visit.say('pages.errors.bad-request')
    return showForm(visit, token, { ...form, trouble }, error.kind === 'too-many' ? 429 : 400)
  }
  const title = visit.say('pages.link.report.done-title')
  const content = html`<div class="card"><h1>${title}</h1><p class="lead">${visit.say('pages.link.report.done')}</p>
<a class="button" href="${linkPath(visit, token)}">${visit.say('pages.link.back')}</a></div>`
  return showOutside(visit, token, { title, content })
}
