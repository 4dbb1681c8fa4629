import { createHash, timingSafeEqual } from 'node:crypto'
import type { Member } from '../../../vocabulary/actor.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import { revokeAllAppPasswords } from '../app-passwords/change.ts'
import { readPersonRow } from '../people/find.ts'
import { type Person, type PersonRow, personOf } from '../people/person.ts'
import { setPassword } from '../people/set-password.ts'
import { spendTicket } from '../tickets/redeem.ts'
import { mayForget } from './answer.ts'

/** What lets somebody choose a new password, once: it is worth nothing when that is done, or the address is another. */
export interface Forgotten {
  readonly person: PersonId
  readonly state: string
}

/** @returns undefined for a letter that opens nothing. @throws Refusal `too-many`. */
export async function confirmForgotten(
  domain: Domain,
  { token, place }: { token: string; place: string },
): Promise<Forgotten | undefined> {
  return await domain.records.write([], async (writer) => {
    const ticket = await spendTicket(writer, domain, { token, place, kinds: ['password'] })
    const row = ticket?.person == null ? undefined : await readPersonRow(writer, ticket.person)
    if (row === undefined || !isOpen(row)) return undefined
    return { person: row.id, state: stateOf(row) }
  })
}

const isOpen = (row: PersonRow): boolean => row.enabled === 1 && row.password !== null

const stateOf = ({ id, password, email }: PersonRow): string =>
  createHash('sha256')
    .update(JSON.stringify([id, password, email]))
    .digest('hex')

function isAsItWas(row: PersonRow, state: string): boolean {
  const now = Buffer.from(stateOf(row))
  const then = Buffer.from(state)
  return now.length === then.length && timingSafeEqual(now, then)
}

/** Whose password may be chosen. @returns undefined when the permission is spent. */
export async function whoForgot(domain: Domain, { person, state }: Forgotten): Promise<Person | undefined> {
  const row = await domain.records.read(async (reader) => {
    const found = await readPersonRow(reader, person)
    return found !== undefined && isOpen(found) && (await mayForget(reader, found)) ? found : undefined
  })
  return row !== undefined && isAsItWas(row, state) ? personOf(row) : undefined
}

/**
 * A new password in place of a forgotten one. Every browser is signed out; the second factor stays, and so do app
 * passwords unless it is wished otherwise: who forgot a password has lost no device, and who fears for the account
 * can say so.
 * @throws Refusal `gone` (`ticket-spent`), `bad-request` saying which rule the password breaks.
 */
export async function changeForgotten(
  domain: Domain,
  forgotten: Forgotten,
  { password, devices, place }: { password: string; devices: boolean; place: string },
): Promise<Person> {
  const person = await whoForgot(domain, forgotten)
  if (person === undefined) throw new Refusal('gone', 'ticket-spent')
  const member: Member = { kind: 'member', person: person.id, admin: person.admin, place }
  await setPassword(domain, member, person.id, password)
  if (devices) await revokeAllAppPasswords(domain, member, person.id)
  await domain.records.write([], (writer) =>
    audit(writer, domain, member, {
      verb: 'account.forgotten-password',
      subject: person.id,
      detail: { devices },
    }),
  )
  return person
}
