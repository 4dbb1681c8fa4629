import { createHash } from 'node:crypto'
import type { Reader, Writer } from '../../../storage/records/records.ts'
import { type Member, SYSTEM } from '../../../vocabulary/actor.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { fold } from '../../../vocabulary/fold.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { randomText } from '../../../vocabulary/random-text.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { readAcademies } from '../../academies/academy.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import { hashPassword } from '../passwords/hash.ts'
import { acceptPassword } from '../passwords/policy.ts'
import { acceptLine } from '../people/accept.ts'
import { writePerson } from '../people/add.ts'
import { readPeopleByEmail } from '../people/find-by-email.ts'
import type { Person } from '../people/person.ts'
import { academyFor } from './offer.ts'

export interface Newcomer {
  /** An address that was confirmed. */
  readonly email: string
  readonly name: string
  readonly password: string
  readonly language: string
  /** The network address they come from. */
  readonly place: string
}

/**
 * The account of whoever confirmed an address, in the academy of its domain.
 * @throws Refusal `bad-request` saying what is wrong with name or password, `gone`: `sign-up-known` when there is an
 * account by now, `sign-up-closed` when there may be none any more.
 */
export async function makeAccount(domain: Domain, newcomer: Newcomer): Promise<Person> {
  const name = acceptLine(newcomer.name, 255)
  if (name === '') throw new Refusal('bad-request', 'name-needed')
  const wished = idFrom(newcomer.email)
  acceptPassword(newcomer.password, { id: wished })
  await domain.records.read((reader) => demandOpen(reader, newcomer.email))
  const hash = await hashPassword(newcomer.password)
  return await domain.records.write([], (writer) =>
    write(writer, domain, { ...newcomer, name }, wished, hash),
  )
}

async function write(
  writer: Writer,
  domain: Domain,
  newcomer: Newcomer,
  wished: string,
  hash: string,
): Promise<Person> {
  const { email, name, language, place } = newcomer
  await claim(writer, domain, email)
  const academy = await demandOpen(writer, email)
  const id = await freeId(writer, wished)
  const person = await writePerson(
    writer,
    domain,
    SYSTEM,
    { id, name, email, language, academy, newcomer: true },
    hash,
  )
  const now = seconds(domain.now())
  await writer.run('UPDATE person SET last_seen = ?, first_seen = ? WHERE id = ?', now, now, id)
  const member: Member = { kind: 'member', person: id, admin: false, place }
  await audit(writer, domain, member, { verb: 'account.sign-up', subject: id, detail: { academy } })
  return person
}

/** @returns the academy. */
async function demandOpen(reader: Reader, email: string): Promise<string> {
  if ((await readPeopleByEmail(reader, email)).length > 0) throw new Refusal('gone', 'sign-up-known')
  const academy = academyFor(await readAcademies(reader), email)
  if (academy === undefined) throw new Refusal('gone', 'sign-up-closed')
  return academy.id
}

/** Longer than a transaction lasts. */
const CLAIM_SECONDS = 60
const OVER = `DELETE FROM ticket WHERE hash = ? AND expires <= ?`
const CLAIM = `INSERT INTO ticket (hash, kind, created, expires) VALUES (?, 'claim', ?, ?) ON CONFLICT DO NOTHING`

/** Of two windows that send the same form at once one makes the account, whichever process each has. */
async function claim(writer: Writer, domain: Domain, email: string): Promise<void> {
  const now = seconds(domain.now())
  const hash = createHash('sha256')
    .update(`sign-up\0${fold(email)}`)
    .digest('hex')
  await writer.run(OVER, hash, now)
  if ((await writer.run(CLAIM, hash, now, now + CLAIM_SECONDS)) !== 1)
    throw new Refusal('gone', 'sign-up-known')
}

/** What they are called from now on: what stands before the sign, in letters that are safe everywhere. */
export const idFrom = (email: string): PersonId =>
  email
    .slice(0, email.lastIndexOf('@'))
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_.'-]+/g, '.')
    .replace(/^[.]+|[.]+$/g, '')
    .toLowerCase()
    .slice(0, 56)

const TAKEN = 'SELECT 1 AS found FROM person WHERE folded = ? OR login = ?'

async function freeId(reader: Reader, wished: string): Promise<PersonId> {
  for (let n = 1; n <= 9; n++) {
    const id = n === 1 ? wished : `${wished}${n}`
    if (wished !== '' && (await reader.get(TAKEN, fold(id), fold(id))) === undefined) return id
  }
  return `${wished || 'm'}.${randomText(6).toLowerCase()}`
}
