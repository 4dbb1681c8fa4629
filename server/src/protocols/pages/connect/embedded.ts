import type { FastifyReply } from 'fastify'
import { issueAppPassword } from '../../../domain/accounts/app-passwords/issue.ts'
import { closeSession } from '../../../domain/accounts/sessions/change.ts'
import { clientName } from '../../../domain/login-flows/client-name.ts'
import { clientSaid } from '../../wire/client-said.ts'
import { publicUrl } from '../../wire/public-address.ts'
import { showStale } from '../errors.ts'
import type { Fields } from '../fields.ts'
import { html } from '../html.ts'
import { hidden } from '../look/frame.ts'
import { PAGE_HEADERS } from '../look/headers.ts'
import { icon } from '../look/icons.ts'
import { notice, thing } from '../look/parts.ts'
import { show } from '../look/show.ts'
import type { Handler } from '../route.ts'
import { secondFirst } from '../second/paths.ts'
import type { Visit } from '../visit.ts'
import { clientThing } from './client.ts'
import { hints } from './flow.ts'
import { showOver } from './over.ts'
import { sentToken, signInFirst } from './sign-in-first.ts'
import { enterFlow, type FlowState, flowState, isState, leaveFlow, stateToken } from './state.ts'

/**
 * Login Flow v1 (ocs.md §5.4): a client shows these pages in a window of its own, and reads its password from the
 * address they lead to in the end. Nothing waits for it on this side.
 */
const EMBEDDED = 'embedded'

const APP = 'nc'

const client = (visit: Visit): string => clientName(clientSaid(visit.request.headers['user-agent']))

function embedded(visit: Visit, sent: string | undefined): FlowState | undefined {
  const state = flowState(visit)
  return state?.login === EMBEDDED && isState(visit, state, sent) ? state : undefined
}

const grantPath = (token: string, query: Fields): string =>
  `/login/flow/grant?${new URLSearchParams({ stateToken: token })}&${hints(query)}`

/** Only a client can send the header: a link that somebody was sent opens nothing. There are no OAuth clients here. */
export const startEmbedded: Handler = async (visit, _fields, query) => {
  const isClient = visit.request.headers['ocs-apirequest'] === 'true'
  if (!isClient || (query.get('clientIdentifier') ?? '') !== '') return showForbidden(visit)
  const token = stateToken(visit, enterFlow(visit, EMBEDDED))
  const { say } = visit
  const title = say('pages.connect.title')
  const content = html`<div class="card">
<h1>${title}</h1>
<p class="lead">${say('pages.connect.lead')}</p>
${clientThing(client(visit), say)}
${notice('attention', say('pages.connect.warning-own'), say('pages.connect.warning-title'))}
<a class="button" href="${visit.path(grantPath(token, query))}">${say('pages.connect.submit')}</a>
</div>`
  return show(visit, { title, content, formsLeadTo: APP })
}

function showForbidden(visit: Visit): FastifyReply {
  const title = visit.say('pages.connect.forbidden-title')
  const content = html`<div class="card">${icon('clock', 'mark attention')}<h1>${title}</h1><p class="lead">${visit.say('pages.connect.forbidden')}</p></div>`
  return show(visit, { title, content, formsLeadTo: APP })
}

export const askEmbedded: Handler = async (visit, _fields, query) => {
  const sent = query.get('stateToken')
  if (visit.session === undefined) return signInFirst(visit, grantPath(sentToken(query), query), query)
  const second = secondFirst(visit, grantPath(sentToken(query), query))
  if (second !== undefined) return second
  const state = embedded(visit, sent)
  if (state === undefined) return showOver(visit, 'stale')
  const { say } = visit
  const person = visit.session.person!
  const token = stateToken(visit, state)
  const again = grantPath(token, query)
  const title = say('pages.grant.title')
  const content = html`<div class="card">
<h1>${title}</h1>
<p class="lead">${say('pages.grant.lead')}</p>
${clientThing(client(visit), say)}
${thing('person', person.name, say('pages.grant.account', { id: person.id }))}
<p class="quiet">${say('pages.grant.until')}</p>
<form method="post" action="${visit.path('/login/flow')}">${hidden(visit, { stateToken: token })}<button class="button" type="submit">${say('pages.grant.submit')}</button></form>
<form class="aside" method="post" action="${visit.path('/logout')}">${hidden(visit, { redirect_url: again })}<button class="button bare" type="submit">${say('pages.grant.switch')}</button></form>
</div>`
  return show(visit, { title, content, again, formsLeadTo: APP })
}

/** The window closes when it is led to the client: nobody is left who would use the browser's session. */
export const allowEmbedded: Handler = async (visit, fields, query) => {
  const sent = fields.get('stateToken')
  if (visit.session === undefined) return signInFirst(visit, sent ?? '', query)
  if (embedded(visit, sent) === undefined) return showOver(visit, 'stale')
  if (!visit.isOwnForm(fields.get('requesttoken'))) return showStale(visit)
  const { member, person } = visit.session
  const login = person!.id
  const name = client(visit) || visit.say('pages.connect.unnamed')
  const { token } = await issueAppPassword(visit.domain, member!, { person: login, name, login })
  await closeSession(visit.domain, visit.sessionToken!)
  visit.setCookie('session', '', 0)
  leaveFlow(visit)
  // In this order, and the address as it stands: that is how the clients take it apart.
  const server = publicUrl(visit.address)
  const location = `${APP}://login/server:${server}&user:${encodeURIComponent(login)}&password:${token}`
  return visit.reply.code(303).headers(PAGE_HEADERS).header('location', location).send()
}
