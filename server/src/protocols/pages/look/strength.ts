import { PASSWORD_LENGTH } from '../../../domain/accounts/passwords/policy.ts'
import { type Html, html } from '../html.ts'
import type { Visit } from '../visit.ts'
import { passwordField } from './parts.ts'

/** A password that is chosen: its rule before, and where scripts run how strong it is while one types. */
export function newPassword(visit: Visit, label: string): Html {
  const { say } = visit
  const toggle = { show: say('pages.sign-in.show'), hide: say('pages.sign-in.hide') }
  const hint = say('pages.setup.password-help', { count: PASSWORD_LENGTH })
  const words = ['short', 'common', 'fair', 'good', 'best'] as const
  const said = JSON.stringify(words.map((word) => say(`pages.strength.${word}`)))
  return html`${passwordField({ name: 'password', label, hint, autocomplete: 'new-password', longest: 1024 }, toggle)}
<div class="field strength" hidden data-strength="password" data-words="${said}"><span id="strength">${say('pages.strength.label')}</span>
<meter aria-labelledby="strength" min="0" max="4" low="2" high="3" optimum="4" value="0"></meter><p class="hint" aria-live="polite"></p></div>`
}
