import type { Writer } from '../../../storage/records/records.ts'
import { type Member, SYSTEM } from '../../../vocabulary/actor.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import { isAddress } from '../../mail/address.ts'
import { enqueueMail } from '../../mail/enqueue.ts'
import { notify } from '../../notifications/notify.ts'
import { writePersonChange } from '../people/change.ts'
import { readPersonRow } from '../people/find.ts'
import { readPeopleByEmail } from '../people/find-by-email.ts'
import type { PersonRow } from '../people/person.ts'
import { forgetBrowsers } from '../second-factor/browsers.ts'
import { endSessions } from '../sessions/end-all.ts'
import { dropTickets } from '../tickets/drop.ts'
import { type Brought, spendTicket } from '../tickets/redeem.ts'
import type { Ticket } from '../tickets/ticket.ts'

type Shown = Pick<Brought, 'token' | 'place'>

/**
 * The new address counts from now on, and the old one is told how to come back.
 * @returns it; undefined for a letter that opens nothing. @throws Refusal `too-many`.
 */
export async function confirmEmail(domain: Domain, shown: Shown): Promise<string | undefined> {
  return await domain.records.write([], async (writer) => {
    const found = await spend(writer, domain, shown, 'email')
    if (found === undefined) return undefined
    const { row, ticket } = found
    const taken = (await readPeopleByEmail(writer, ticket.email)).some(({ id }) => id !== row.id)
    if (taken) return undefined
    await dropTickets(writer, row.id, 'email')
    await setEmail(writer, domain, row, ticket.email, shown.place)
    if (!isAddress(row.email)) return ticket.email
    await enqueueMail(writer, domain, {
      ...{ to: row.email, language: row.language, kind: 'ask', person: row.id },
      facts: { what: 'email-back', email: ticket.email },
    })
    return ticket.email
  })
}

const WAITING = "DELETE FROM mail WHERE kind = 'ask' AND person = ? AND id > ?"
const BACK = "SELECT hash, data FROM ticket WHERE person = ? AND kind = 'email-back'"

/**
 * The old address counts again. Every browser is signed out, and the ways back that later changes gave are closed:
 * whoever took the account over has no other way round.
 * @returns it; undefined for a letter that opens nothing. @throws Refusal `too-many`.
 */
export async function restoreEmail(domain: Domain, shown: Shown): Promise<string | undefined> {
  return await domain.records.write([], async (writer) => {
    const found = await spend(writer, domain, shown, 'email-back')
    if (found === undefined) return undefined
    const { row, ticket } = found
    await dropTickets(writer, row.id, 'email')
    await writer.run(WAITING, row.id, ticket.letter)
    for (const { hash, data } of await writer.all<{ hash: string; data: string }>(BACK, row.id))
      if ((JSON.parse(data) as Ticket).letter >= ticket.letter)
        await writer.run('DELETE FROM ticket WHERE hash = ?', hash)
    await endSessions(writer, row.id)
    await forgetBrowsers(writer, row.id)
    writer.announce({ kind: 'access', person: row.id })
    await setEmail(writer, domain, row, ticket.email, shown.place)
    return ticket.email
  })
}

async function spend(
  writer: Writer,
  domain: Domain,
  shown: Shown,
  kind: 'email' | 'email-back',
): Promise<{ row: PersonRow; ticket: Ticket } | undefined> {
  const ticket = await spendTicket(writer, domain, { ...shown, kinds: [kind] })
  const row = ticket?.person == null ? undefined : await readPersonRow(writer, ticket.person)
  return ticket === undefined || row === undefined ? undefined : { row, ticket }
}

async function setEmail(
  writer: Writer,
  domain: Domain,
  row: PersonRow,
  email: string,
  place: string,
): Promise<void> {
  await writePersonChange(writer, domain, SYSTEM, row.id, { email })
  await audit(writer, domain, memberOf(row.id, place), { verb: 'account.email', subject: row.id })
  await notify(writer, domain, row.id, {
    kind: 'security-changed',
    facts: { change: 'email', place },
    object: { type: 'security', id: String(seconds(domain.now())) },
  })
}

const memberOf = (person: PersonId, place: string): Member => ({
  ...{ kind: 'member', person, admin: false, place },
})
