import type { FastifyReply } from 'fastify'
import { sealUnlocked } from '../../../domain/links/seal.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { linkCookie } from '../../wire/link-cookie.ts'
import { formToken } from '../forms.ts'
import { html } from '../html.ts'
import { icon } from '../look/icons.ts'
import { notice, passwordField } from '../look/parts.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { linkPath, linkRoute } from './address.ts'
import { enter, GOALS, type Goal, turnedAway } from './door.ts'
import { showOutside } from './outside.ts'

const goalOf = (what: string | undefined): Goal => {
  const name = (what ?? '').toLowerCase()
  return Object.hasOwn(GOALS, name) ? (name as Goal) : 'showshare'
}

/** The form for the password; whoever needs none goes on. */
export const askPassword: Handler = async (visit, _fields, _query, { token = '', what }) => {
  const goal = goalOf(what)
  try {
    const entered = await enter(visit, token)
    return entered === 'password-needed' ? showForm(visit, token, goal) : onward(visit, token, goal)
  } catch (error) {
    return turnedAway(visit, token, error)
  }
}

/** A right password is kept as a cookie, the only one of these pages; a wrong one brings the form again. */
export const unlock: Handler = async (visit, fields, _query, { token = '', what }) => {
  const goal = goalOf(what)
  try {
    const entered = await enter(visit, token, fields.get('password') ?? '')
    if (entered === 'password-needed') return showForm(visit, token, goal)
    const { link } = entered
    if (link.password !== null) visit.setCookie(linkCookie(link.share), sealUnlocked(visit.domain, link))
    return onward(visit, token, goal)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const trouble = troubleOf(visit, error)
    return trouble === undefined ? turnedAway(visit, token, error) : showForm(visit, token, goal, trouble)
  }
}

interface FormTrouble {
  readonly text: string
  readonly status: number
}

function troubleOf(visit: Visit, { kind, facts }: Refusal): FormTrouble | undefined {
  const { say } = visit
  if (kind === 'not-signed-in') return { text: say('pages.link.unlock.wrong'), status: 200 }
  if (kind !== 'too-many' && kind !== 'busy') return undefined
  visit.reply.header('retry-after', String(facts.seconds ?? 60))
  return kind === 'too-many'
    ? { text: say('pages.link.unlock.throttled'), status: 429 }
    : { text: say('pages.link.unlock.busy'), status: 503 }
}

const onward = (visit: Visit, token: string, goal: Goal): FastifyReply =>
  visit.redirect(linkRoute(visit, token, GOALS[goal]))

/** Nothing of what is shared is told before: no name, no owner. */
function showForm(visit: Visit, token: string, goal: Goal, trouble?: FormTrouble): FastifyReply {
  const { say } = visit
  const title = say('pages.link.unlock.title')
  const toggle = { show: say('pages.sign-in.show'), hide: say('pages.sign-in.hide') }
  const wrong = trouble !== undefined
  const what = `/authenticate/${goal}`
  // Programs that open links look for these three (ocs.md §8); nobody is signed in whom a secret could protect.
  const fields = {
    sharingToken: token,
    sharingType: '3',
    requesttoken: formToken(visit.domain, 'link', token),
  }
  const content = html`<div class="card">${icon('lock', 'mark')}<h1>${title}</h1>
${wrong ? notice('loss', trouble.text) : html`<p class="lead">${say('pages.link.unlock.lead')}</p>`}
<form method="post" action="${linkPath(visit, token, what)}">${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${passwordField({ name: 'password', label: say('pages.link.unlock.password'), hint: say('pages.link.unlock.hint'), autocomplete: 'off', longest: 1024, focus: true, wrong }, toggle)}
<button class="button" type="submit">${say('pages.link.unlock.submit')}</button></form></div>`
  const again = linkRoute(visit, token, what)
  return showOutside(visit, token, { title, content, again }, trouble?.status ?? 200)
}
