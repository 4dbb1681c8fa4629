import type { FastifyReply } from 'fastify'
import { confirmEmail, restoreEmail } from '../../../domain/accounts/email/change.ts'
import { offersForgotten } from '../../../domain/accounts/forgotten/offer.ts'
import { lookAtTicket } from '../../../domain/accounts/tickets/redeem.ts'
import type { Ticket } from '../../../domain/accounts/tickets/ticket.ts'
import { html } from '../html.ts'
import { showButton, showSpent } from '../letter/button.ts'
import { icon } from '../look/icons.ts'
import { show } from '../look/show.ts'
import type { Handler } from '../route.ts'
import { EMAIL } from '../security/paths.ts'
import type { Visit } from '../visit.ts'

const look = (visit: Visit, token: string): Promise<Ticket | undefined> =>
  lookAtTicket(visit.domain, { token, kinds: ['email', 'email-back'], place: visit.request.ip })

function ask(visit: Visit, token: string, { kind, email }: Ticket, stale = false): FastifyReply {
  const { say } = visit
  const path = `/email/letter/${token}`
  return kind === 'email'
    ? showButton(visit, {
        ...{ title: say('pages.email.open-title'), lead: say('pages.email.open-lead', { email }) },
        ...{ submit: say('pages.email.open-submit'), path, stale },
      })
    : showButton(visit, {
        ...{ title: say('pages.email.back-title'), lead: say('pages.email.back-lead', { email }) },
        ...{ submit: say('pages.email.back-submit'), path, stale },
      })
}

export const openEmail: Handler = async (visit, _fields, _query, { token = '' }) => {
  const ticket = await look(visit, token)
  return ticket === undefined ? showSpent(visit, EMAIL) : ask(visit, token, ticket)
}

export const pressEmail: Handler = async (visit, fields, _query, { token = '' }) => {
  const ticket = await look(visit, token)
  if (ticket === undefined) return showSpent(visit, EMAIL)
  if (!visit.isOwnForm(fields.get('requesttoken'))) return ask(visit, token, ticket, true)
  const shown = { token, place: visit.request.ip }
  const act = ticket.kind === 'email' ? confirmEmail : restoreEmail
  const email = await act(visit.domain, shown)
  if (email === undefined) return showSpent(visit, EMAIL)
  return ticket.kind === 'email' ? showConfirmed(visit, email) : await showRestored(visit, email)
}

function showConfirmed(visit: Visit, email: string): FastifyReply {
  const { say } = visit
  const title = say('pages.email.done-title')
  const content = html`<div class="card">${icon('check', 'mark')}<h1>${title}</h1>
<p class="lead" role="status">${say('pages.email.done', { email })}</p>
<a class="button" href="${visit.path('/')}">${say('pages.email.home')}</a></div>`
  return show(visit, { title, content })
}

async function showRestored(visit: Visit, email: string): Promise<FastifyReply> {
  const { say } = visit
  const title = say('pages.email.restored-title')
  const next = (await offersForgotten(visit.domain)) ? '/forgotten' : '/account/password'
  const content = html`<div class="card">${icon('check', 'mark')}<h1>${title}</h1>
<p class="lead" role="status">${say('pages.email.restored', { email })}</p>
<a class="button" href="${visit.path(next)}">${say('pages.email.restored-next')}</a></div>`
  return show(visit, { title, content })
}
