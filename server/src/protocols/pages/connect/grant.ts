import type { FastifyReply } from 'fastify'
import { grantLoginFlow } from '../../../domain/login-flows/grant.ts'
import { openLoginFlow } from '../../../domain/login-flows/open.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { sendData } from '../data.ts'
import { showStale } from '../errors.ts'
import type { Fields } from '../fields.ts'
import { html } from '../html.ts'
import { hidden } from '../look/frame.ts'
import { icon } from '../look/icons.ts'
import { thing } from '../look/parts.ts'
import { show } from '../look/show.ts'
import type { Handler } from '../route.ts'
import { secondFirst } from '../second/paths.ts'
import type { Visit } from '../visit.ts'
import { clientThing } from './client.ts'
import { hints } from './flow.ts'
import { showOver } from './over.ts'
import { sentToken, signInFirst } from './sign-in-first.ts'
import { flowState, isState, leaveFlow, stateToken } from './state.ts'

const grantPath = (token: string, query: Fields): string =>
  `/login/v2/grant?${new URLSearchParams({ stateToken: token })}&${hints(query)}`

/** The second page: who says yes, to what. */
export const ask: Handler = async (visit, _fields, query) => {
  const sent = query.get('stateToken')
  if (visit.session === undefined) {
    if (!(visit.request.headers.accept ?? '').includes('text/html'))
      return sendData(visit.reply, { message: 'Current user is not logged in' }, 401)
    return signInFirst(visit, grantPath(sentToken(query), query), query)
  }
  const second = secondFirst(visit, grantPath(sentToken(query), query))
  if (second !== undefined) return second
  const state = flowState(visit)
  if (state === undefined || !isState(visit, state, sent)) return showOver(visit, 'stale')
  const flow = await openLoginFlow(visit.domain, state.login)
  if (flow === undefined) return showOver(visit, 'over')
  if (flow.granted) return showOver(visit, 'granted')
  const { say } = visit
  const person = visit.session.person!
  const token = stateToken(visit, state)
  const again = grantPath(token, query)
  const title = say('pages.grant.title')
  const content = html`<div class="card">
<h1>${title}</h1>
<p class="lead">${say('pages.grant.lead')}</p>
${clientThing(flow.client, say)}
${thing('person', person.name, say('pages.grant.account', { id: person.id }))}
<p class="quiet">${say('pages.grant.until')}</p>
<form method="post" action="${visit.path('/login/v2/grant')}">${hidden(visit, { stateToken: token })}<button class="button" type="submit">${say('pages.grant.submit')}</button></form>
<form class="aside" method="post" action="${visit.path('/logout')}">${hidden(visit, { redirect_url: again })}<button class="button bare" type="submit">${say('pages.grant.switch')}</button></form>
</div>`
  return show(visit, { title, content, again })
}

export const allow: Handler = async (visit, fields, query) => {
  const sent = fields.get('stateToken')
  if (visit.session === undefined) return signInFirst(visit, sent ?? '', query)
  const state = flowState(visit)
  if (state === undefined || !isState(visit, state, sent)) return showOver(visit, 'stale')
  if (!visit.isOwnForm(fields.get('requesttoken'))) return showStale(visit)
  const { member, person } = visit.session
  const unnamed = visit.say('pages.connect.unnamed')
  return await finish(visit, () =>
    grantLoginFlow(visit.domain, state.login, { member: member!, loginName: person!.id, unnamed }),
  )
}

/** Says yes, and tells that it is done or why it could not be. */
export async function finish(visit: Visit, say: () => Promise<void>): Promise<FastifyReply> {
  try {
    await say()
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'gone') return showOver(visit, 'over')
    if (error instanceof Refusal && error.kind === 'exists') return showOver(visit, 'granted')
    throw error
  }
  leaveFlow(visit)
  const title = visit.say('pages.done.title')
  const content = html`<div class="card">${icon('check', 'mark')}<h1>${title}</h1><p class="lead">${visit.say('pages.done.lead')}</p></div>`
  return show(visit, { title, content })
}
