import { askAnyPasskey } from '../../../domain/accounts/second-factor/passkey.ts'
import { type Fragment, type Html, html } from '../html.ts'
import { hidden } from '../look/frame.ts'
import type { Visit } from '../visit.ts'
import { fitsPasskeys, siteOf } from './site.ts'

export interface PasskeyForm {
  readonly act: 'get' | 'create'
  /** Of the browser, as the domain gives them. */
  readonly options: object
  readonly path: string
  readonly submit: string
  readonly fields?: Readonly<Record<string, string>>
  /** Stands above the button. */
  readonly inside?: Fragment
  /** The id of a box that is ticked or not in another form of the page. */
  readonly beside?: string
  readonly first?: boolean
}

/** Shown by the script, where the browser knows passkeys. */
export const passkeyForm = (visit: Visit, form: PasskeyForm): Html =>
  html`<form class="passkey" method="post" action="${visit.path(form.path)}" hidden data-passkey="${form.act}" data-options="${JSON.stringify(form.options)}" data-failed="${visit.say('pages.second.passkey-failed')}"${form.beside !== undefined && html` data-beside="${form.beside}"`}>${hidden(visit, { response: '', ...form.fields })}
${form.inside}<p class="failed" role="alert"></p>
<button class="button${form.first ? '' : ' second'}" type="submit">${form.submit}</button></form>`

/** A passkey whose owner was verified stands for name, password and second factor. */
export function passkeySignIn(visit: Visit, to: string): Fragment {
  const site = siteOf(visit)
  if (!fitsPasskeys(site)) return undefined
  const options = askAnyPasskey(visit.domain, { what: 'sign-in', binding: visit.formToken() }, site)
  return passkeyForm(visit, {
    ...{ act: 'get', options, path: '/login/passkey', fields: { redirect_url: to, remember: '' } },
    ...{ submit: visit.say('pages.passkeys.sign-in'), beside: 'remember' },
  })
}
