import { issuePhoneTicket, TICKET_SECONDS } from '../../../domain/accounts/app-passwords/phone-ticket.ts'
import { connectUrl } from '../../wire/connect-url.ts'
import { publicUrl } from '../../wire/public-address.ts'
import { showStale } from '../errors.ts'
import { html } from '../html.ts'
import { hidden } from '../look/frame.ts'
import { notice } from '../look/parts.ts'
import { qrCode } from '../look/qr-code.ts'
import { show } from '../look/show.ts'
import type { Handler } from '../route.ts'
import { secondFirst } from '../second/paths.ts'
import { HOME } from './home-path.ts'
import { signInFirst } from './sign-in.ts'

const PHONE = '/settings/devices/phone'

/** The code is made only when it is asked for: it is good for two minutes, and once. */
export const phonePage: Handler = async (visit) => {
  if (visit.session === undefined) return signInFirst(visit, PHONE)
  const second = secondFirst(visit, PHONE)
  if (second !== undefined) return second
  const { say } = visit
  const title = say('pages.phone.title')
  const content = html`<div class="card"><h1>${title}</h1>
<ol class="steps"><li>${say('pages.phone.step-app')}</li><li>${say('pages.phone.step-code')}</li><li>${say('pages.phone.step-scan')}</li></ol>
${notice('attention', say('pages.phone.warning'))}
<form method="post" action="${visit.path(PHONE)}">${hidden(visit)}
<div class="stack"><button class="button" type="submit">${say('pages.phone.submit')}</button>
<a class="button second" href="${visit.path(HOME)}">${say('pages.device.cancel')}</a></div></form></div>`
  return show(visit, { title, content, again: PHONE })
}

export const showPhoneCode: Handler = async (visit, fields) => {
  if (visit.session === undefined) return signInFirst(visit, PHONE)
  const second = secondFirst(visit, PHONE)
  if (second !== undefined) return second
  if (!visit.isOwnForm(fields.get('requesttoken'))) return showStale(visit)
  const { say } = visit
  const ticket = await issuePhoneTicket(visit.domain, visit.session.member!)
  const url = connectUrl('onetime-login', publicUrl(visit.address), visit.session.person!.id, ticket)
  const title = say('pages.phone.code-title')
  const content = html`<div class="card"><h1>${title}</h1>
<p class="lead">${say('pages.phone.code-lead', { minutes: TICKET_SECONDS / 60 })}</p>
${qrCode(url, say('pages.phone.code'))}
<p><a class="link" href="${url}">${say('pages.phone.here')}</a></p>
<p class="quiet">${say('pages.phone.older')} <a href="${visit.path('/settings/devices/new')}">${say('pages.home.device-add')}</a></p>
<form method="post" action="${visit.path(PHONE)}">${hidden(visit)}
<div class="stack"><a class="button" href="${visit.path(HOME)}">${say('pages.phone.done')}</a>
<button class="button second" type="submit">${say('pages.phone.another')}</button></div></form></div>`
  return show(visit, { title, content })
}
