import { fold } from '../../../vocabulary/fold.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'

/** What stands in addresses and on disks of clients: safe everywhere, and at most 64 characters. */
const ID = /^(?=.{1,64}$)(?! )[A-Za-z0-9 _.@'-]+(?<! )$/
const EMAIL = /^[^\s@<>()",;:\\]{1,64}@[^\s@<>()",;:\\]{1,255}$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/

export function acceptPersonId(id: string): string {
  if (id === '.' || id === '..' || !ID.test(id)) throw new Refusal('bad-request', 'person-id')
  return id
}

/** @returns the address as written; empty for none. */
export function acceptEmail(email: string): string {
  const written = email.trim().normalize('NFC')
  if (written !== '' && !EMAIL.test(written)) throw new Refusal('bad-request', 'email')
  return written
}

/** A line of text shown to others: a name, a title. */
export function acceptLine(text: string, longest: number): string {
  const line = text.trim().normalize('NFC')
  if (CONTROL.test(line) || !line.isWellFormed() || line.length > longest)
    throw new Refusal('bad-request', 'text-line', { facts: { length: longest } })
  return line
}

export const acceptLogin = (login: string): string => {
  const folded = fold(acceptLine(login, 255))
  // A colon ends the name in Basic authentication.
  if (folded === '' || folded.includes(':')) throw new Refusal('bad-request', 'login-name')
  return folded
}
