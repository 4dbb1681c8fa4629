import {
  NewPasskey,
  PasskeyOptions,
  PasswordChange,
  Proof,
  RecoveryCodes,
  Security,
  SetTotp,
  TotpOffer,
} from '@nuage/contract/api'
import { mayChangeEmail } from '../../../domain/accounts/email/ask.ts'
import { changeOwnPassword } from '../../../domain/accounts/people/change-own-password.ts'
import { confirmAgain } from '../../../domain/accounts/second-factor/confirm.ts'
import { demandFresh } from '../../../domain/accounts/second-factor/fresh.ts'
import { securityOverview } from '../../../domain/accounts/second-factor/overview.ts'
import {
  addPasskey,
  askPasskey,
  offerPasskey,
  type Site,
} from '../../../domain/accounts/second-factor/passkey.ts'
import { makeCodes } from '../../../domain/accounts/second-factor/recovery.ts'
import { removePasskey, removeTotp } from '../../../domain/accounts/second-factor/remove.ts'
import { offerTotp, setTotp } from '../../../domain/accounts/second-factor/totp.ts'
import { endOtherSessions } from '../../../domain/accounts/sessions/change.ts'
import type { Session } from '../../../domain/accounts/sessions/session.ts'
import { qrCode } from '../../../domain/qr/code.ts'
import { qrBox, qrPath } from '../../../domain/qr/svg.ts'
import { type Call, type Route, route } from '../route.ts'

/** Passkeys belong to the name under which the instance was asked. */
function siteOf({ base }: Call): Site {
  const { origin, hostname } = new URL(base)
  return { origin, host: hostname, name: 'Nuage' }
}

/** Routes with access `session` have one. */
const sessionOf = ({ caller }: Call): Session => caller.session!
const placeOf = ({ actor }: Call): string => actor.place ?? ''

function shownIn(
  call: Call,
  { password, code, passkey }: { password?: string; code?: string; passkey?: string },
) {
  if (passkey === undefined) return password === undefined ? { code: code ?? '' } : { password }
  const session = sessionOf(call)
  return { response: passkey, site: siteOf(call), what: 'confirm' as const, binding: session.hash }
}

/** What protects one’s account: only in a browser, and changed only by whoever proved a short while ago who they are. */
export const securityRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/me/security',
    summary: 'What protects one’s account',
    access: 'session',
    answer: Security,
    async handle(call) {
      const { person } = call.caller
      const { totp, passkeys, codesLeft, required } = await securityOverview(call.domain, person)
      return {
        password: person.hasPassword,
        email: mayChangeEmail(call.domain, person),
        totp,
        passkeys: [...passkeys],
        codesLeft,
        required,
      }
    },
  }),
  route({
    method: 'PUT',
    path: '/me/security/password',
    summary: 'Another password, by the one there is; signs every other browser out',
    access: 'session',
    body: PasswordChange,
    handle: (call) => changeOwnPassword(call.domain, sessionOf(call), { ...call.body, place: placeOf(call) }),
  }),
  route({
    method: 'POST',
    path: '/me/security/confirm',
    summary: 'Proves once more who one is, for the next quarter of an hour',
    access: 'session',
    body: Proof,
    handle: (call) => confirmAgain(call.domain, sessionOf(call), shownIn(call, call.body), placeOf(call)),
  }),
  route({
    method: 'POST',
    path: '/me/security/confirm/passkey',
    summary: 'What the browser needs to ask for one of one’s passkeys',
    access: 'session',
    answer: PasskeyOptions,
    async handle(call) {
      const purpose = { what: 'confirm', binding: sessionOf(call).hash } as const
      const options = await askPasskey(call.domain, purpose, siteOf(call), call.actor.person)
      return { options: JSON.stringify(options) }
    },
  }),
  route({
    method: 'POST',
    path: '/me/security/totp/offer',
    summary: 'A secret for an app that makes codes',
    access: 'session',
    answer: TotpOffer,
    handle(call) {
      demandFresh(call.domain, sessionOf(call))
      const offer = offerTotp(call.domain, sessionOf(call))
      const code = qrCode(offer.url)
      return { ...offer, box: qrBox(code), path: qrPath(code) }
    },
  }),
  route({
    method: 'PUT',
    path: '/me/security/totp',
    summary:
      'Has codes of this app asked for, in place of another one; recovery codes when it is the first second factor',
    access: 'session',
    body: SetTotp,
    answer: RecoveryCodes,
    handle: async (call) => ({
      codes: await setTotp(call.domain, sessionOf(call), { ...call.body, place: placeOf(call) }),
    }),
  }),
  route({
    method: 'DELETE',
    path: '/me/security/totp',
    summary: 'Asks for codes of the app no more',
    access: 'session',
    handle: (call) => removeTotp(call.domain, sessionOf(call)),
  }),
  route({
    method: 'POST',
    path: '/me/security/passkeys/offer',
    summary: 'What the browser needs to make a passkey',
    access: 'session',
    answer: PasskeyOptions,
    handle: async (call) => ({
      options: JSON.stringify(await offerPasskey(call.domain, sessionOf(call), siteOf(call))),
    }),
  }),
  route({
    method: 'POST',
    path: '/me/security/passkeys',
    summary: 'One more passkey; recovery codes when it is the first second factor',
    access: 'session',
    body: NewPasskey,
    answer: RecoveryCodes,
    status: 201,
    handle: async (call) => ({
      codes: await addPasskey(call.domain, sessionOf(call), {
        ...{ response: call.body.answer, name: call.body.name, site: siteOf(call), place: placeOf(call) },
      }),
    }),
  }),
  route({
    method: 'DELETE',
    path: '/me/security/passkeys/{passkey}',
    summary: 'A passkey opens the account no more',
    access: 'session',
    handle: (call) => removePasskey(call.domain, sessionOf(call), call.path.passkey),
  }),
  route({
    method: 'POST',
    path: '/me/security/codes',
    summary: 'Ten recovery codes in place of those there are, shown this once',
    access: 'session',
    answer: RecoveryCodes,
    status: 201,
    handle: async (call) => ({ codes: await makeCodes(call.domain, sessionOf(call)) }),
  }),
  route({
    method: 'DELETE',
    path: '/me/sessions',
    summary: 'Signs every other browser out',
    access: 'session',
    async handle(call) {
      await endOtherSessions(call.domain, sessionOf(call))
    },
  }),
]
