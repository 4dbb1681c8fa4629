import { createHmac, randomBytes } from 'node:crypto'
import type { Writer } from '../../../storage/records/records.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import type { Session } from '../sessions/session.ts'
import { countGuess } from '../sign-in/throttle.ts'
import { demandFresh } from './fresh.ts'
import { tellSecurity } from './tell.ts'

/** So many are made at a time. */
export const CODES = 10
const LENGTH = 12
/** Crockford’s: no letter that is taken for a digit, and none for another. Five bits each. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const SHAPE = new RegExp(`^[${LETTERS}]{${LENGTH}}$`)

/** As people copy them from paper, whatever they make of an O or of an l. */
export const plainCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')

export const isRecoveryCode = (plain: string): boolean => SHAPE.test(plain)

const newCode = (): string =>
  Array.from(
    randomBytes(LENGTH),
    (byte, at) => `${at > 0 && at % 4 === 0 ? '-' : ''}${LETTERS[byte & 31]}`,
  ).join('')

const handleOf = ({ secret }: Domain, person: PersonId, plain: string): string =>
  createHmac('sha256', secret).update(`recovery code\0${person}\0${plain}`).digest('base64url')

const INSERT = `INSERT INTO second_factor (id, person, kind, handle, created) VALUES (?, ?, 'recovery', ?, ?)`

/** Ten new ones in place of those that were; only their hashes are kept. */
export async function writeCodes(writer: Writer, domain: Domain, person: PersonId): Promise<string[]> {
  await writer.run("DELETE FROM second_factor WHERE person = ? AND kind = 'recovery'", person)
  const codes = Array.from({ length: CODES }, newCode)
  const now = seconds(domain.now())
  const first = await writer.ids('row', CODES)
  for (const [at, code] of codes.entries())
    await writer.run(INSERT, first + at, person, handleOf(domain, person, plainCode(code)), now)
  return codes
}

/** @returns them, to be shown this once. @throws Refusal when there is no second factor, see also `demandFresh`. */
export async function makeCodes(domain: Domain, session: Session): Promise<string[]> {
  demandFresh(domain, session)
  const { person, place } = session.member!
  if (!session.guarded) throw new Refusal('not-found', 'second-factor-missing')
  return await domain.records.write([], async (writer) => {
    const codes = await writeCodes(writer, domain, person)
    await audit(writer, domain, session.member!, { verb: 'second-factor.codes', subject: person })
    await tellSecurity(writer, domain, person, 'codes-made', place)
    return codes
  })
}

const SPEND = `UPDATE second_factor SET last_used = ? WHERE person = ? AND kind = 'recovery' AND handle = ?
  AND last_used IS NULL`

/** @throws Refusal `not-signed-in` (`code-wrong`) also for one that was used, `too-many`. */
export async function spendCode(
  domain: Domain,
  person: PersonId,
  plain: string,
  place: string,
): Promise<void> {
  const giveBack = await countGuess(domain, { address: place, login: `recovery code of ${person}`, person })
  await domain.records.write([], async (writer) => {
    const spent = await writer.run(SPEND, seconds(domain.now()), person, handleOf(domain, person, plain))
    if (spent !== 1) throw new Refusal('not-signed-in', 'code-wrong')
    await writer.run("UPDATE second_factor SET counter = 0 WHERE person = ? AND kind = 'totp'", person)
    const by = { kind: 'member', person, admin: false, place } as const
    await audit(writer, domain, by, { verb: 'second-factor.use-code', subject: person })
    await tellSecurity(writer, domain, person, 'code-used', place)
  })
  await giveBack()
}
