import { offerTotp } from '../../../domain/accounts/second-factor/totp.ts'
import type { Session } from '../../../domain/accounts/sessions/session.ts'
import { type Html, html } from '../html.ts'
import { hidden } from '../look/frame.ts'
import { qrCode } from '../look/qr-code.ts'
import type { Visit } from '../visit.ts'

export const codeField = (
  name: string,
  label: string,
  options: { hint?: string; wrong?: boolean; digits?: boolean },
): Html =>
  html`<div class="field"><label for="${name}">${label}</label>${
    options.hint !== undefined && html`<p class="hint" id="${name}-hint">${options.hint}</p>`
  }<input id="${name}" name="${name}" required maxlength="32" autocomplete="one-time-code"${options.digits && html` inputmode="numeric"`} autocapitalize="characters" autocorrect="off" spellcheck="false"${options.hint !== undefined && html` aria-describedby="${name}-hint"`}${options.wrong && html` aria-invalid="true"`}></div>`

/** The steps to an app that makes codes. @param sealed of the page before, when its code was wrong. */
export function totpForm(
  visit: Visit,
  session: Session,
  form: {
    path: string
    fields?: Readonly<Record<string, string>>
    sealed?: string | undefined
    wrong?: boolean
  },
): Html {
  const { say } = visit
  const offer = offerTotp(visit.domain, session, form.sealed)
  return html`<form method="post" action="${visit.path(form.path)}">${hidden(visit, { ...form.fields, sealed: offer.sealed })}
<ol class="steps"><li>${say('pages.totp.step-app')}</li><li>${say('pages.totp.step-scan')}${qrCode(offer.url, say('pages.totp.qr'))}
<details><summary>${say('pages.totp.by-hand')}</summary><p>${say('pages.totp.secret')}</p><p class="secret" id="secret">${offer.text}</p>
<p><a class="link" href="${offer.url}">${say('pages.totp.open')}</a></p></details></li><li>${say('pages.totp.step-code')}</li></ol>
${codeField('code', say('pages.totp.code'), { digits: true, wrong: form.wrong ?? false })}
<button class="button" type="submit">${say('pages.totp.submit')}</button></form>`
}
