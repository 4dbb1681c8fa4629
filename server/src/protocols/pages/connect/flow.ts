import { openLoginFlow } from '../../../domain/login-flows/open.ts'
import type { Fields } from '../fields.ts'
import { type Html, html } from '../html.ts'
import { notice, passwordField, textField } from '../look/parts.ts'
import { show } from '../look/show.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { clientThing } from './client.ts'
import { showOver } from './over.ts'
import { enterFlow, flowState, stateToken } from './state.ts'

/** Moves the token out of the address, where it would be seen and kept, into the browser's cookie. */
export const enter: Handler = async (visit, _fields, query, { '*': token = '' }) => {
  const flow = await openLoginFlow(visit.domain, token)
  if (flow === undefined) return showOver(visit, 'over')
  if (flow.granted) return showOver(visit, 'granted')
  enterFlow(visit, token)
  return visit.redirect(`/login/v2/flow?${hints(query)}`)
}

/** The first page: what asks, and a warning to whoever was sent here by somebody else. */
export const consent: Handler = async (visit, _fields, query) => await showConsent(visit, query)

export async function showConsent(visit: Visit, query: Fields, wrong?: { login: string; text: string }) {
  const state = flowState(visit)
  if (state === undefined) return showOver(visit, 'stale')
  const flow = await openLoginFlow(visit.domain, state.login)
  if (flow === undefined) return showOver(visit, 'over')
  if (flow.granted) return showOver(visit, 'granted')
  const { say } = visit
  const token = stateToken(visit, state)
  const next = visit.path(`/login/v2/grant?stateToken=${token}&${hints(query)}`)
  const content = html`<div class="card">
<h1>${say('pages.connect.title')}</h1>
${wrong !== undefined && notice('loss', wrong.text)}
<p class="lead">${say('pages.connect.lead')}</p>
${clientThing(flow.client, say)}
${notice('attention', say('pages.connect.warning'), say('pages.connect.warning-title'))}
<a class="button" href="${next}">${say('pages.connect.submit')}</a>
${otherWay(visit, token, wrong)}
</div>`
  const title = say('pages.connect.title')
  return show(
    visit,
    { title, content, again: `/login/v2/flow?${hints(query)}` },
    wrong === undefined ? 200 : 403,
  )
}

function otherWay(visit: Visit, token: string, wrong?: { login: string }): Html {
  const { say } = visit
  const toggle = { show: say('pages.sign-in.show'), hide: say('pages.sign-in.hide') }
  return html`<details${wrong !== undefined && html` open`}><summary>${say('pages.connect.other-way')}</summary>
<form method="post" action="${visit.path('/login/v2/apptoken')}"><input type="hidden" name="stateToken" value="${token}">
${textField({ name: 'user', label: say('pages.sign-in.login'), value: wrong?.login, autocomplete: 'username', longest: 320 })}
${passwordField({ name: 'password', label: say('pages.connect.device-password'), autocomplete: 'off', longest: 200 }, toggle)}
<button class="button second" type="submit">${say('pages.connect.other-submit')}</button></form></details>`
}

/** Carried along for the sign-in page: whom the client expects. */
export function hints(query: Fields): string {
  const kept = new URLSearchParams({
    user: query.get('user')?.slice(0, 255) ?? '',
    direct: query.get('direct') === '1' ? '1' : '0',
  })
  return kept.toString()
}
