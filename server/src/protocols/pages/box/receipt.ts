import type { FastifyReply } from 'fastify'
import { checkReceipt } from '../../../domain/boxes/check-receipt.ts'
import { shownCode } from '../../../domain/boxes/code.ts'
import type { Receipt, ReceiptFile } from '../../../domain/boxes/receipt.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { exactMoment, size } from '../figures.ts'
import { type Fragment, type Html, html } from '../html.ts'
import { linkPath, linkRoute } from '../link/address.ts'
import { isForeign } from '../link/door.ts'
import { showOutside } from '../link/outside.ts'
import { icon } from '../look/icons.ts'
import { notice } from '../look/parts.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'

/** The receipt of a deposit that was just made; without one, the form to check a receipt by its code. */
export const receiptPage: Handler = async (visit, _fields, query, { token = '' }) => {
  const secret = query.get('deposit')
  if (secret === undefined) return showForm(visit, token)
  try {
    return showReceipt(
      visit,
      token,
      await checkReceipt(visit.domain, token, { secret }, visit.request.ip),
      true,
    )
  } catch (error) {
    return refused(visit, token, error)
  }
}

export const receiptByCode: Handler = async (visit, fields, _query, { token = '' }) => {
  const typed = fields.get('code') ?? ''
  try {
    if (isForeign(visit)) throw new Refusal('not-permitted', 'form-foreign')
    return showReceipt(
      visit,
      token,
      await checkReceipt(visit.domain, token, { typed }, visit.request.ip),
      false,
    )
  } catch (error) {
    return refused(visit, token, error, typed)
  }
}

function refused(visit: Visit, token: string, error: unknown, typed?: string): FastifyReply {
  if (!(error instanceof Refusal)) throw error
  const { say } = visit
  if (error.kind === 'too-many') {
    visit.reply.header('retry-after', String(error.facts.seconds ?? 60))
    return showForm(visit, token, { typed, trouble: say('pages.receipt.throttled'), status: 429 })
  }
  return showForm(visit, token, { typed, trouble: say('pages.receipt.missing'), status: 404 })
}

interface Tried {
  readonly typed?: string | undefined
  readonly trouble: string
  readonly status: number
}

function showForm(visit: Visit, token: string, tried?: Tried): FastifyReply {
  const { say } = visit
  const title = say('pages.receipt.check-title')
  const wrong = tried !== undefined && html` aria-invalid="true" autofocus`
  const content = html`<div class="card">${icon('receipt', 'mark')}<h1>${title}</h1>
${tried === undefined ? html`<p class="lead">${say('pages.receipt.check-lead')}</p>` : notice('loss', tried.trouble)}
<form method="post" action="${linkPath(visit, token, '/receipt')}">
<div class="field"><label for="code">${say('pages.receipt.code')}</label><p class="hint" id="code-hint">${say('pages.receipt.code-hint')}</p><input id="code" name="code" class="code" value="${tried?.typed?.slice(0, 40)}" required maxlength="40" autocomplete="off" autocapitalize="characters" autocorrect="off" spellcheck="false" aria-describedby="code-hint"${wrong}></div>
<button class="button" type="submit">${say('pages.receipt.check-submit')}</button></form></div>
<p class="aside"><a class="link" href="${linkPath(visit, token)}">${say('pages.receipt.back')}</a></p>`
  const again = linkRoute(visit, token, '/receipt')
  return showOutside(visit, token, { title, content, again }, tried?.status ?? 200)
}

/** @param fresh whether it was just handed in. */
function showReceipt(visit: Visit, token: string, receipt: Receipt, fresh: boolean): FastifyReply {
  const { say, language } = visit
  const title = say(fresh ? 'pages.receipt.title' : 'pages.receipt.found-title')
  const bytes = receipt.files.reduce((sum, file) => sum + file.size, 0)
  const content = html`<div class="card receipt">${icon('check', 'mark')}<h1>${title}</h1>
<p class="lead">${say(fresh ? 'pages.receipt.lead' : 'pages.receipt.found-lead', { count: receipt.files.length })}</p>
<div class="proof"><h2 id="code">${say('pages.receipt.code')}</h2><p class="code" aria-labelledby="code">${shownCode(receipt.code)}</p></div>
<dl class="facts">${factsOf(visit, receipt)}</dl>
<h2>${say('pages.receipt.files', { count: receipt.files.length })}</h2>
<ol class="received">${receipt.files.map((file) => line(visit, file))}</ol>
<p class="quiet">${say('pages.receipt.sum', { size: size(bytes, language) })}</p>
<p>${say('pages.receipt.keep')}</p>
<div class="stack"><button class="button" type="button" hidden data-prints>${icon('print')}<span>${say('pages.receipt.print')}</span></button>
<a class="button second" href="${linkPath(visit, token)}">${say('pages.receipt.again')}</a></div></div>`
  return showOutside(visit, token, { title, content })
}

/** Seconds between the beginning of a deposit and its end that are worth telling. */
const NOTABLE = 60

function factsOf(visit: Visit, { name, begun, done, late }: Receipt): Fragment {
  const { say, language, options } = visit
  const at = (time: number): string => exactMoment(time, language, options.timeZone)
  const row = (term: string, value: string): Html => html`<dt>${term}</dt><dd>${value}</dd>`
  return [
    name !== '' && row(say('pages.receipt.name'), name),
    row(say('pages.receipt.done'), at(done)),
    done - begun >= NOTABLE && row(say('pages.receipt.begun'), at(begun)),
    late && row(say('pages.receipt.time'), say('pages.receipt.late')),
  ]
}

const line = (visit: Visit, { name, size: bytes, sha256 }: ReceiptFile): Html =>
  html`<li><strong>${name}</strong> <span>${size(bytes, visit.language)}</span><code><span>SHA-256</span> ${sha256}</code></li>`
