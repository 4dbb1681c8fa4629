import type { FastifyReply } from 'fastify'
import { offersForgotten } from '../../../domain/accounts/forgotten/offer.ts'
import { signIn } from '../../../domain/accounts/sign-in/sign-in.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { sayRefusal } from '../../wire/speech.ts'
import { type Fragment, html } from '../html.ts'
import { hidden } from '../look/frame.ts'
import { notice, passwordField, textField } from '../look/parts.ts'
import { show } from '../look/show.ts'
import { returnPath, wantedPath } from '../return-path.ts'
import type { Handler } from '../route.ts'
import { passkeySignIn } from '../second/passkey-form.ts'
import { secondPath } from '../second/paths.ts'
import { chooseWhere } from '../sign-in/choose.ts'
import { signUpLink } from '../sign-up/link.ts'
import type { Visit } from '../visit.ts'
import { enter } from './enter.ts'

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
  const to = wantedPath(query)
  if (visit.session !== undefined) return visit.redirect(to)
  if (visit.pending !== undefined) return visit.redirect(secondPath(to))
  const isLocal = query.get('local') === '1' || query.has('passkey')
  // Not its reply: waiting for one gives nothing, and the form would follow as a second.
  if (!isLocal && (await chooseWhere(visit, query))) return visit.reply
  const trouble =
    query.get('passkey') === 'wrong' ? sayRefusal(visit.language, 'passkey-wrong', {}) : undefined
  const login = query.get('user')?.slice(0, 320) ?? ''
  return await showSignIn(visit, { to, login, ...(trouble !== undefined && { trouble }) })
}

async function showSignIn(visit: Visit, form: Form, status = 200): Promise<FastifyReply> {
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
<div class="field"><label class="choice"><input type="checkbox" id="remember" name="remember" value="1">${say('pages.sign-in.remember')}</label></div>
<button class="button" type="submit">${title}</button></form>
${passkeySignIn(visit, form.to)}
</div>
${await otherWays(visit)}`
  const again = `/login?${new URLSearchParams({ local: '1', redirect_url: form.to, user: form.login })}`
  return show(visit, { title, content, again }, status)
}

/** For who has no password any more, and who has no account yet. */
async function otherWays(visit: Visit): Promise<Fragment> {
  const { say } = visit
  const forgotten = await offersForgotten(visit.domain)
  return [
    forgotten
      ? html`<p class="aside"><a class="plain" href="${visit.path('/forgotten')}">${say('pages.sign-in.forgotten')}</a></p>`
      : html`<p class="quiet aside">${say('pages.sign-in.help')}</p>`,
    await signUpLink(visit),
  ]
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
    const password = fields.get('password') ?? ''
    const credentials = { login: form.login, password, place: visit.request.ip, page: true } as const
    const signedIn = await signIn(visit.domain, credentials)
    // A device's password opens files; it must not open the page that makes more of them.
    if (signedIn.by === 'app-password') throw new Refusal('not-signed-in', 'credentials-wrong')
    return visit.redirect(
      await enter(visit, { ...signedIn, ...form, remember: fields.get('remember') === '1' }),
    )
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return await refused(visit, form, error)
  }
}

function refused(visit: Visit, form: Form, refusal: Refusal): Promise<FastifyReply> {
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
