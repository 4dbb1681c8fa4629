import type { FastifyReply } from 'fastify'
import { isFresh, lacksFactor } from '../../../domain/accounts/second-factor/fresh.ts'
import { securityOverview } from '../../../domain/accounts/second-factor/overview.ts'
import { askPasskey, offerPasskey } from '../../../domain/accounts/second-factor/passkey.ts'
import type { Session } from '../../../domain/accounts/sessions/session.ts'
import { html } from '../html.ts'
import { hidden } from '../look/frame.ts'
import { icon } from '../look/icons.ts'
import { notice } from '../look/parts.ts'
import { show } from '../look/show.ts'
import { returnPath } from '../return-path.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { passkeyForm } from './passkey-form.ts'
import { SECOND, secondPath } from './paths.ts'
import { fitsPasskeys, siteOf } from './site.ts'
import { codeField, totpForm } from './totp-form.ts'
import { whole } from './whole.ts'

export interface Asked {
  /** Where to go afterwards. */
  readonly to: string
  readonly trouble?: string
  /** Of an offer whose code was wrong. */
  readonly sealed?: string | undefined
}

/** Who has to pass the second factor: a sign-in that waits for it, or a browser that was remembered. */
export const waiting = ({ pending, session }: Visit): Session | undefined =>
  pending ?? (session !== undefined && lacksFactor(session) ? session : undefined)

export const secondPage: Handler = async (visit, _fields, query) => {
  const to = returnPath(query.get('redirect_url'))
  const session = waiting(visit)
  if (session === undefined) return visit.redirect(visit.session === undefined ? '/login' : to)
  // It was set up a moment ago, and its recovery codes were put away.
  if (session.factor !== null) return visit.redirect(await whole(visit, session, to))
  return await ask(visit, session, { to })
}

export function ask(visit: Visit, session: Session, asked: Asked, status = 200): Promise<FastifyReply> {
  if (session.guarded) return askForIt(visit, session, asked, status)
  return isFresh(visit.domain, session)
    ? askToSetUp(visit, session, asked, status)
    : askToSignIn(visit, asked)
}

async function askForIt(visit: Visit, session: Session, { to, trouble }: Asked, status: number) {
  const { say, domain } = visit
  const { totp, passkeys } = await securityOverview(domain, session.person!)
  const title = say('pages.second.title')
  const site = siteOf(visit)
  const withPasskeys = passkeys.length > 0 && fitsPasskeys(site)
  const purpose = { what: 'second', binding: session.hash } as const
  const key =
    withPasskeys &&
    passkeyForm(visit, {
      ...{ act: 'get', options: await askPasskey(domain, purpose, site, session.person!.id), path: SECOND },
      ...{ submit: say('pages.second.passkey'), fields: { redirect_url: to, remember: '' } },
      ...{ beside: 'remember', first: totp === null },
    })
  const hint = say(totp === null ? 'pages.second.recovery-help' : 'pages.second.code-help')
  const content = html`<div class="card">${icon('lock', 'mark')}<h1>${title}</h1>
${trouble === undefined ? html`<p class="lead">${say('pages.second.lead')}</p>` : notice('loss', trouble)}
${totp === null && key}
<form method="post" action="${visit.path(SECOND)}">${hidden(visit, { redirect_url: to })}
${codeField('code', say('pages.second.code'), { hint, wrong: trouble !== undefined })}
<div class="field"><label class="choice"><input type="checkbox" id="remember" name="remember" value="1">${say('pages.second.remember')}</label></div>
<button class="button${totp === null && withPasskeys ? ' second' : ''}" type="submit">${say('pages.second.submit')}</button></form>
${totp !== null && key}</div>
<p class="quiet aside">${say('pages.second.lost')}</p>`
  return show(visit, { title, content, again: secondPath(to) }, status)
}

/** One is demanded and there is none yet: it is set up before anything else. */
async function askToSetUp(visit: Visit, session: Session, { to, trouble, sealed }: Asked, status: number) {
  const { say, domain } = visit
  const title = say('pages.second.required-title')
  const site = siteOf(visit)
  const fields = { redirect_url: to }
  const path = `${SECOND}/set-up`
  const key =
    fitsPasskeys(site) &&
    passkeyForm(visit, {
      ...{ act: 'create', options: await offerPasskey(domain, session, site), path, fields },
      submit: say('pages.passkeys.submit'),
      inside: html`<h2>${say('pages.second.or')}</h2><p>${say('pages.passkeys.lead')}</p>`,
    })
  const content = html`<div class="card">${icon('lock', 'mark')}<h1>${title}</h1>
${trouble === undefined ? html`<p class="lead">${say('pages.second.required-lead')}</p>` : notice('loss', trouble)}
<h2>${say('pages.totp.title')}</h2>
${totpForm(visit, session, { path, fields, sealed, wrong: trouble !== undefined })}
${key}</div>`
  return show(visit, { title, content, again: secondPath(to) }, status)
}

/** The rule came while somebody was signed in: what protects an account is not chosen by whoever finds it open. */
async function askToSignIn(visit: Visit, { to }: Asked) {
  const { say } = visit
  const title = say('pages.second.again-title')
  const content = html`<div class="card">${icon('lock', 'mark')}<h1>${title}</h1>
<p class="lead">${say('pages.second.again-lead')}</p>
<form method="post" action="${visit.path('/logout')}">${hidden(visit, { redirect_url: to })}<button class="button" type="submit">${say('pages.second.again-submit')}</button></form></div>`
  return show(visit, { title, content, again: secondPath(to) })
}
