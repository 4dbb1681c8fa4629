import { fold } from '../../../vocabulary/fold.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { hasAppPasswordShape } from '../app-passwords/token.ts'

export const PASSWORD_LENGTH = 10
/** Hashing reads all of it, and strangers choose how much there is to read. */
const PASSWORD_LONGEST = 1024

/** What guessers try first, before the digits and signs people append. */
export const COMMON_WORDS: readonly string[] =
  `password motdepasse azertyuiop azerty qwertyuiop qwerty qwertz bonjour soleil jetaime iloveyou
   administrateur administrator admin welcome bienvenue letmein changeme changezmoi abcdefghij abcdefghijk
   doudou marseille loulou chouchou princesse superman football starwars monkey dragon master sunshine
   princess trustno chocolat nicolas camille 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc qazwsxedc zaq12wsx
   a1b2c3d4e5 q1w2e3r4t5 azertyqwerty secret teacher enseignant professeur education nationale nuage nextcloud`
    .split(/\s+/)
    .filter((word) => word !== '')
const COMMON = new Set(COMMON_WORDS)
const RUNS = '01234567890123456789 98765432109876543210 abcdefghijklmnopqrstuvwxyz'

const isCommon = (folded: string): boolean =>
  COMMON.has(folded) ||
  COMMON.has(folded.replace(/[\d\W_]+$/, '')) ||
  /^(.{1,3})\1+.{0,2}$/.test(folded) ||
  RUNS.includes(folded.slice(0, 26))

/** @throws Refusal `bad-request` saying which rule: what a person may not choose as the password of an account. */
export function acceptPassword(password: string, owner: { id: string }): void {
  if ([...password].length < PASSWORD_LENGTH)
    throw new Refusal('bad-request', 'password-short', { facts: { length: PASSWORD_LENGTH } })
  if (password.length > PASSWORD_LONGEST)
    throw new Refusal('bad-request', 'password-long', { facts: { length: PASSWORD_LONGEST } })
  if (hasAppPasswordShape(password)) throw new Refusal('bad-request', 'password-app-shape')
  const folded = fold(password)
  if (isCommon(folded)) throw new Refusal('bad-request', 'password-common')
  const id = fold(owner.id)
  if (id.length > 2 && folded.replaceAll(id, '').length < 6 && folded.includes(id))
    throw new Refusal('bad-request', 'password-like-id')
}
