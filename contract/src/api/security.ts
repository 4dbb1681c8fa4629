import { type Static, Type } from 'typebox'
import { Count, Id, named, orNull, Seconds } from './shape.ts'

const Times = { created: Seconds, lastUsed: orNull(Seconds) }

export const Passkey = named('Passkey', { id: Id, name: Type.String(), ...Times })
export type Passkey = Static<typeof Passkey>

/** What protects one's account. */
export const Security = named('Security', {
  password: Type.Boolean({ description: 'Absent for people who sign in elsewhere' }),
  email: Type.Boolean({ description: 'Whether the address may be changed, by the page that confirms it' }),
  totp: orNull(named('CodeApp', Times)),
  passkeys: Type.Array(Passkey),
  codesLeft: Count,
  required: Type.Boolean(),
})
export type Security = Static<typeof Security>

/** Who asks proves once more who they are: with one of these. */
export const Proof = named('Proof', {
  password: Type.Optional(Type.String({ maxLength: 1024 })),
  code: Type.Optional(Type.String({ maxLength: 64, description: 'Of the app, or a recovery code' })),
  passkey: Type.Optional(
    Type.String({ maxLength: 12_000, description: 'What the browser answered, as JSON' }),
  ),
})

export const PasswordChange = named('PasswordChange', {
  current: Type.String({ maxLength: 1024 }),
  password: Type.String({ maxLength: 4096 }),
})

/** For an app that makes codes: it is kept once its first code came. */
export const TotpOffer = named('TotpOffer', {
  url: Type.String(),
  text: Type.String({ description: 'The secret, to be typed' }),
  sealed: Type.String({ description: 'Comes back with the first code' }),
  box: Type.String({ description: 'Of a QR code: the `viewBox` of an SVG' }),
  path: Type.String({ description: 'Its dark squares: the `d` of a path' }),
})
export type TotpOffer = Static<typeof TotpOffer>

export const SetTotp = named('SetTotp', {
  sealed: Type.String({ maxLength: 1000 }),
  code: Type.String({ maxLength: 64 }),
})

/** For `navigator.credentials`, as JSON. */
export const PasskeyOptions = named('PasskeyOptions', { options: Type.String() })
export type PasskeyOptions = Static<typeof PasskeyOptions>

export const NewPasskey = named('NewPasskey', {
  name: Type.String({ minLength: 1, maxLength: 128 }),
  answer: Type.String({ maxLength: 12_000, description: 'What the browser answered, as JSON' }),
})

/** Shown this once; none when there were codes already. */
export const RecoveryCodes = named('RecoveryCodes', { codes: Type.Array(Type.String()) })
export type RecoveryCodes = Static<typeof RecoveryCodes>
