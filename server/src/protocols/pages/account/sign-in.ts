import type { FastifyReply } from 'fastify'
import { replaceSession } from '../../../domain/accounts/sessions/open.ts'
import { type SignedIn, signIn } from '../../../domain/accounts/sign-in/sign-in.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { html } from '../html.ts'
import { hidden } from '../look/frame.ts'
import { notice, passwordField, textField } from '../look/parts.ts'
import { show } from '../look/show.ts'
import { returnPath } from '../return-path.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'

/** To the sign-in page, and back to `path` from there. */
export const signInFirst = (visit: Visit, path: string): FastifyReply =>
  visit.redirect(`/login?${new URLSearchParams({ redirect_url: path })}`)

interface Form {
  /** Where to go afterwards. */
  readonly to: string
  readonly login: string
  readonly trouble?: string
}

export const signInPage: Handler = async (visit, _fields, query) => {
  const to = returnPath(query.get('redirect_url'))
  if (visit.session !== undefined) return visit.redirect(to)
  return showSignIn(visit, { to, login: query.get('user')?.slice(0, 320) ?? '' })
}

function showSignIn(visit: Visit, form: Form, status = 200): FastifyReply {
  const { say } = visit
  const title = say('pages.sign-in.title')
  const toDevice = /^\/login\/(?:v2|flow)\/grant/.test(form.to)
  const wrong = form.trouble !== undefined
  const toggle = { show: say('pages.sign-in.show'), hide: say('pages.sign-in.hide') }
  const content = html`<div class="card">
<h1>${title}</h1>
${wrong ? notice('loss', form.trouble!) : html`<p class="lead">${say(toDevice ? 'pages.sign-in.lead-device' : 'pages.sign-in.lead')}</p>`}
<form method="post" action="${visit.path('/login')}">${hidden(visit, { redirect_url: form.to })}
${textField({ name: 'user', label: say('pages.sign-in.login'), value: form.login, autocomplete: 'username', longest: 320, focus: form.login === '', wrong })}
${passwordField({ name: 'password', label: say('pages.sign-in.password'), autocomplete: 'current-password', longest: 1024, focus: form.login !== '', wrong }, toggle)}
<div class="field"><label class="choice"><input type="checkbox" name="remember" value="1">${say('pages.sign-in.remember')}</label></div>
<button class="button" type="submit">${title}</button></form>
</div>
<p class="quiet aside">${say('pages.sign-in.help')}</p>`
  const again = `/login?${new URLSearchParams({ redirect_url: form.to, user: form.login })}`
  return show(visit, { title, content, again }, status)
}

/** The same answer whether there is such an account or not. */
export const signInWith: Handler = async (visit, fields) => {
  const form: Form = {
    to: returnPath(fields.get('redirect_url')),
    login: (fields.get('user') ?? '').trim().slice(0, 320),
  }
  if (!visit.isOwnForm(fields.get('requesttoken')))
    return showSignIn(visit, { ...form, trouble: visit.say('pages.sign-in.stale') }, 403)
  try {
    const credentials = { login: form.login, password: fields.get('password') ?? '', place: visit.request.ip }
    const signedIn = await signIn(visit.domain, credentials)
    // A device's password opens files; it must not open the page that makes more of them.
    if (signedIn.by === 'app-password') throw new Refusal('not-signed-in', 'credentials-wrong')
    await enter(visit, signedIn, fields.get('remember') === '1')
    return visit.redirect(form.to)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return refused(visit, form, error)
  }
}

/** Fifteen days without a visit end it sooner. */
const REMEMBERED_SECONDS = 60 * 86_400

export async function enter(
  visit: Visit,
  signedIn: Pick<SignedIn, 'person'>,
  remember: boolean,
): Promise<void> {
  const token = await replaceSession(visit.domain, visit.sessionToken, {
    state: 'signed-in',
    person: signedIn.person.id,
    place: visit.request.ip,
    client: visit.request.headers['user-agent'] ?? '',
    remember,
  })
  visit.setCookie('session', token, remember ? REMEMBERED_SECONDS : undefined)
  visit.setCookie('browser', '', 0)
}

function refused(visit: Visit, form: Form, refusal: Refusal): FastifyReply {
  const { say } = visit
  if (refusal.kind === 'too-many') {
    visit.reply.header('retry-after', String(refusal.facts.seconds ?? 60))
    return showSignIn(visit, { ...form, trouble: say('pages.sign-in.throttled') }, 429)
  }
  if (refusal.kind === 'busy') return showSignIn(visit, { ...form, trouble: say('pages.sign-in.busy') }, 503)
  if (refusal.kind !== 'not-signed-in') throw refusal
  const disabled = refusal.reason === 'account-disabled'
  const trouble = say(disabled ? 'pages.sign-in.disabled' : 'pages.sign-in.wrong')
  return showSignIn(visit, { ...form, trouble }, 403)
}
