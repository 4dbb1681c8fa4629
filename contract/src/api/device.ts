import { type Static, Type } from 'typebox'
import { Id, named, orNull, Seconds } from './shape.ts'

/** A device or a program with a password of its own. */
export const Device = named('Device', {
  id: Id,
  name: Type.String(),
  created: Seconds,
  lastUsed: orNull(Seconds),
  lastPlace: orNull(Type.String()),
  /** Asked to erase what it keeps of Nuage. */
  wiping: Type.Boolean(),
})
export type Device = Static<typeof Device>
export const Devices = named('Devices', { entries: Type.Array(Device) })
export type Devices = Static<typeof Devices>

export const NameDevice = named('NameDevice', { name: Type.String({ minLength: 1, maxLength: 512 }) })

/** The password is shown this once. */
export const NewDevice = named('NewDevice', { id: Id, login: Type.String(), password: Type.String() })
export type NewDevice = Static<typeof NewDevice>

/** The address of this instance, as a phone has to call it. */
export const PhoneAddress = named('PhoneAddress', {
  address: Type.String({ minLength: 1, maxLength: 500, pattern: '^https?://[!-~]+$' }),
})

/** What connects a phone, once: as an address that its app opens, and drawn for its camera. */
export const PhoneCode = named('PhoneCode', {
  url: Type.String(),
  seconds: Type.Integer({ description: 'For so long it is good' }),
  box: Type.String({ description: 'Of a QR code: the `viewBox` of an SVG' }),
  path: Type.String({ description: 'Its dark squares: the `d` of a path' }),
})
export type PhoneCode = Static<typeof PhoneCode>

/** A browser somebody is signed in with. */
export const OpenSession = named('OpenSession', {
  id: Type.String(),
  client: Type.String(),
  place: orNull(Type.String()),
  created: Seconds,
  lastUsed: Seconds,
  current: Type.Boolean(),
})
export type OpenSession = Static<typeof OpenSession>
export const OpenSessions = named('OpenSessions', { entries: Type.Array(OpenSession) })
export type OpenSessions = Static<typeof OpenSessions>
