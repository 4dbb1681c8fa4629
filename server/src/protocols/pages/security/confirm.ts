import type { FastifyReply } from 'fastify'
import { confirmAgain } from '../../../domain/accounts/second-factor/confirm.ts'
import { securityOverview } from '../../../domain/accounts/second-factor/overview.ts'
import { askPasskey } from '../../../domain/accounts/second-factor/passkey.ts'
import type { Session } from '../../../domain/accounts/sessions/session.ts'
import { html } from '../html.ts'
import { hidden } from '../look/frame.ts'
import { notice, passwordField } from '../look/parts.ts'
import { show } from '../look/show.ts'
import { returnPath } from '../return-path.ts'
import { shownIn, troubleIn } from '../second/answer.ts'
import { passkeyForm } from '../second/passkey-form.ts'
import { fitsPasskeys, siteOf } from '../second/site.ts'
import { codeField } from '../second/totp-form.ts'
import type { Visit } from '../visit.ts'
import { confirmPath, own, SECURITY } from './paths.ts'

const PATH = `${SECURITY}/confirm`

export const confirmPage = own(PATH, ({ visit, session, query }) =>
  showConfirm(visit, session, returnPath(query.get('redirect_url'))),
)

async function showConfirm(
  visit: Visit,
  session: Session,
  to: string,
  trouble?: string,
  status = 200,
): Promise<FastifyReply> {
  const { say, domain } = visit
  const person = session.person!
  const { totp, passkeys, codesLeft } = await securityOverview(domain, person)
  const title = say('pages.security.confirm-title')
  const toggle = { show: say('pages.sign-in.show'), hide: say('pages.sign-in.hide') }
  const fields = hidden(visit, { redirect_url: to })
  const form = `${visit.path(PATH)}`
  const submit = html`<button class="button" type="submit">${say('pages.security.confirm-submit')}</button>`
  const byPassword = html`<form method="post" action="${form}">${fields}
<input type="text" name="username" value="${person.id}" autocomplete="username" hidden>
${passwordField({ name: 'password', label: say('pages.security.confirm-password'), autocomplete: 'current-password', longest: 1024, wrong: trouble !== undefined }, toggle)}${submit}</form>`
  const hint = say(totp === null ? 'pages.second.recovery-help' : 'pages.second.code-help')
  const byCode = html`<form method="post" action="${form}">${fields}
${codeField('code', say('pages.second.code'), { hint, wrong: trouble !== undefined })}${submit}</form>`
  const site = siteOf(visit)
  const purpose = { what: 'confirm', binding: session.hash } as const
  const key =
    passkeys.length > 0 &&
    fitsPasskeys(site) &&
    passkeyForm(visit, {
      ...{ act: 'get', options: await askPasskey(domain, purpose, site, person.id), path: PATH },
      ...{ submit: say('pages.second.passkey'), fields: { redirect_url: to } },
    })
  const byOther = !person.hasPassword && (totp !== null || codesLeft > 0)
  const stuck = !person.hasPassword && !byOther
  const content = html`<div class="card"><h1>${title}</h1>
${trouble === undefined ? html`<p class="lead">${say('pages.security.confirm-lead')}</p>` : notice('loss', trouble)}
${person.hasPassword && byPassword}${byOther && byCode}${key}
${stuck && html`<p>${say('pages.security.confirm-none')}</p><form method="post" action="${visit.path('/logout')}">${hidden(visit, { redirect_url: to })}<button class="button" type="submit">${say('pages.second.again-submit')}</button></form>`}</div>`
  return show(visit, { title, content, again: confirmPath(to) }, status)
}

export const confirm = own(PATH, async ({ visit, session, fields }) => {
  const to = returnPath(fields.get('redirect_url'))
  const password = fields.get('password')
  const shown = password === undefined ? shownIn(visit, fields, session, 'confirm') : { password }
  try {
    await confirmAgain(visit.domain, session, shown, visit.request.ip)
  } catch (error) {
    const { trouble, status } = troubleIn(visit, error)
    return await showConfirm(visit, session, to, trouble, status)
  }
  return visit.redirect(to)
})
