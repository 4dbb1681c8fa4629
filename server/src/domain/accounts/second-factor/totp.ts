import { Secret, TOTP } from 'otpauth'
import type { Writer } from '../../../storage/records/records.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Domain } from '../../domain.ts'
import { seal, unseal } from '../../seal.ts'
import type { Session } from '../sessions/session.ts'
import { attemptsOf, blurred, countAttempt, HOUR, slotBefore, waitFor } from '../sign-in/attempts.ts'
import { enrol, holderOf } from './enrol.ts'
import { FACTOR, type FactorRow } from './factor.ts'
import { demandFresh } from './fresh.ts'
import { tellSecurity } from './tell.ts'

/** Seconds (RFC 6238 §5.2). */
const PERIOD = 30
/** RFC 4226 §4: at least 128 bits, 160 recommended. */
const SECRET_BYTES = 20
/** Wrong codes in an hour, from anywhere. */
const PER_HOUR = 10
/** After so many its owner is told that somebody knows the password. */
const TELL_AT = 5
/** Wrong codes without a right one between: then codes open nothing any more (NIST SP 800-63B §5.2.2). */
export const IN_A_ROW = 100

const ISSUER = 'Nuage'

/** What an app that makes codes is told. */
export interface TotpOffer {
  /** `otpauth://…`, for a QR code. */
  readonly url: string
  /** Base32, in groups of four: to type it. */
  readonly text: string
  /** Comes back with the first code. */
  readonly sealed: string
}

const generator = (secret: string, label: string): TOTP =>
  new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), digits: 6, period: PERIOD })

const offerPurpose = ({ person, hash }: Session): string => `totp offer\0${person!.id}\0${hash}`
const purpose = (person: PersonId): string => `totp\0${person}`

/** A secret that is nobody's yet: it is kept once a code proves that an app has it. Good for this session alone. */
export const offerTotp = (domain: Domain, session: Session, sealed?: string): TotpOffer => {
  const kept = sealed === undefined ? undefined : unseal(domain, offerPurpose(session), sealed)
  const secret = kept ?? new Secret({ size: SECRET_BYTES }).base32
  return {
    url: generator(secret, session.person!.id).toString(),
    text: secret.replace(/(.{4})(?=.)/g, '$1 '),
    sealed: sealed !== undefined && kept !== undefined ? sealed : seal(domain, offerPurpose(session), secret),
  }
}

/** The step a code belongs to, one to each side of now; undefined when it is wrong. */
function stepOf(domain: Domain, secret: string, code: string): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined
  const timestamp = domain.now()
  const delta = generator(secret, '').validate({ token: code, timestamp, window: 1 })
  return delta === null ? undefined : Math.floor(timestamp / 1000 / PERIOD) + delta
}

const FORGET = "DELETE FROM second_factor WHERE person = ? AND kind = 'totp'"
const INSERT = `INSERT INTO second_factor (id, person, kind, handle, data, last_step, created, last_used)
  VALUES (?, ?, 'totp', ?, ?, ?, ?, ?)`

/**
 * From now on codes of this app are asked for; one that was there before is no longer.
 * @returns recovery codes, when this is the first second factor.
 * @throws Refusal `bad-request` (`code-wrong`), `stale` for an offer of another session; see also `demandFresh`.
 */
export async function setTotp(
  domain: Domain,
  session: Session,
  given: { sealed: string; code: string; place: string },
): Promise<string[]> {
  demandFresh(domain, session)
  const secret = unseal(domain, offerPurpose(session), given.sealed)
  if (secret === undefined) throw new Refusal('stale', 'totp-offer')
  const step = stepOf(domain, secret, given.code)
  if (step === undefined) throw new Refusal('bad-request', 'code-wrong')
  const holder = holderOf(session, given.place)
  const { person } = holder
  return await domain.records.write([], (writer) =>
    enrol(
      writer,
      domain,
      { session, holder },
      {
        change: 'totp-set',
        insert: async () => {
          await writer.run(FORGET, person)
          const now = seconds(domain.now())
          const data = seal(domain, purpose(person), secret)
          await writer.run(INSERT, await writer.ids('row'), person, `totp ${person}`, data, step, now, now)
        },
      },
    ),
  )
}

const TAKE = "UPDATE second_factor SET counter = counter + 1 WHERE person = ? AND kind = 'totp'"
const READ = `SELECT ${FACTOR} FROM second_factor WHERE person = ? AND kind = 'totp'`
const RIGHT = 'UPDATE second_factor SET counter = 0, last_step = ?, last_used = ? WHERE id = ?'
const NOT_COUNTED = 'UPDATE second_factor SET counter = counter - 1 WHERE id = ?'

type Verdict = 'right' | Refusal

/**
 * @throws Refusal `not-signed-in` (`code-wrong`) also for a code that was used, `too-many` (`too-many-codes` with
 *   `seconds`, `codes-locked` until another factor is passed).
 */
export async function checkTotp(
  domain: Domain,
  person: PersonId,
  code: string,
  place: string,
): Promise<void> {
  const verdict = await domain.records.write([], (writer) => judge(writer, domain, { person, code, place }))
  if (verdict !== 'right') throw verdict
}

/** Every try is written down before it is judged, so that those made at the same moment count, too. */
async function judge(
  writer: Writer,
  domain: Domain,
  { person, code, place }: { person: PersonId; code: string; place: string },
): Promise<Verdict> {
  await writer.run(TAKE, person)
  const row = await writer.get<FactorRow>(READ, person)
  if (row === undefined) return new Refusal('not-signed-in', 'code-wrong')
  const refused = await whyHeldUp(writer, domain, row)
  if (refused !== undefined) {
    await writer.run(NOT_COUNTED, row.id)
    return refused
  }
  const secret = unseal(domain, purpose(person), row.data)
  const step = secret === undefined ? undefined : stepOf(domain, secret, code)
  if (step !== undefined && step > row.last_step) {
    await writer.run(RIGHT, step, seconds(domain.now()), row.id)
    return 'right'
  }
  await countAttempt(writer, { ...countedAs(domain, person), slot: slotBefore(domain, 0) })
  const { count } = await attemptsOf(writer, domain, countedAs(domain, person), HOUR)
  if (count === TELL_AT) await tellSecurity(writer, domain, person, 'codes-guessed', place)
  return new Refusal('not-signed-in', 'code-wrong')
}

/** Wrong codes count for the person, wherever they come from: whoever has the password may come from everywhere. */
const countedAs = (domain: Domain, person: PersonId): { address: string; login: string } => ({
  address: blurred(domain, 'address', 'anywhere'),
  login: blurred(domain, 'totp', person),
})

async function whyHeldUp(writer: Writer, domain: Domain, row: FactorRow): Promise<Refusal | undefined> {
  if (row.counter > IN_A_ROW) return new Refusal('too-many', 'codes-locked')
  if (!domain.throttle) return undefined
  const { count, oldest } = await attemptsOf(writer, domain, countedAs(domain, row.person), HOUR)
  if (count < PER_HOUR) return undefined
  return new Refusal('too-many', 'too-many-codes', { facts: { seconds: waitFor(domain, oldest, HOUR) } })
}
