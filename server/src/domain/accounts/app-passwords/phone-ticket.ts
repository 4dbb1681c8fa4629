import { hash } from 'node:crypto'
import type { Member } from '../../../vocabulary/actor.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { randomText } from '../../../vocabulary/random-text.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Domain } from '../../domain.ts'
import { readPersonRowByLogin } from '../people/find.ts'
import { isGuarded } from '../second-factor/factor.ts'
import { countGuess } from '../sign-in/throttle.ts'
import { writeAppPassword } from './issue.ts'

const LENGTH = 48
const SHAPE = /^[A-Za-z0-9]{48}$/
/** Seconds: long enough to take the phone out of the pocket. */
export const TICKET_SECONDS = 120

const hashOf = (ticket: string): string => hash('sha256', ticket)

/**
 * What a phone that is shown it exchanges, once, for an app password of its own. It opens nothing by itself. A new
 * one takes the place of the one before.
 */
export async function issuePhoneTicket(domain: Domain, member: Member): Promise<string> {
  const ticket = randomText(LENGTH)
  const now = seconds(domain.now())
  await domain.records.write([], async (writer) => {
    if (member.factor !== true && (await isGuarded(writer, member.person)))
      throw new Refusal('not-permitted', 'second-factor-first')
    await writer.run('DELETE FROM phone_ticket WHERE expires <= ? OR person = ?', now, member.person)
    await writer.run(
      'INSERT INTO phone_ticket (hash, person, expires) VALUES (?, ?, ?)',
      ...[hashOf(ticket), member.person, now + TICKET_SECONDS],
    )
  })
  return ticket
}

const USE = 'DELETE FROM phone_ticket WHERE hash = ? AND person = ? AND expires > ?'
const wrong = (): Refusal => new Refusal('not-signed-in', 'credentials-wrong')

/**
 * The app password for a phone that was shown the ticket.
 * @param shown.name what the phone calls itself.
 * @throws Refusal `not-signed-in` for a ticket that is unknown, used, too old or somebody else's; `too-many`.
 */
export async function redeemPhoneTicket(
  domain: Domain,
  shown: { login: string; ticket: string; name: string; place: string },
): Promise<string> {
  const { login, ticket, name, place } = shown
  const row = await domain.records.read((reader) => readPersonRowByLogin(reader, login))
  const giveBack = await countGuess(domain, { address: place, login, ...(row && { person: row.id }) })
  if (row === undefined || !SHAPE.test(ticket)) throw wrong()
  const token = await domain.records.write([], async (writer) => {
    if ((await writer.run(USE, hashOf(ticket), row.id, seconds(domain.now()))) !== 1) throw wrong()
    if (row.enabled !== 1) throw new Refusal('not-signed-in', 'account-disabled')
    // Whoever had the ticket made had passed the second factor.
    const member: Member = { kind: 'member', person: row.id, admin: row.admin === 1, factor: true, place }
    return (await writeAppPassword(writer, domain, member, { person: row.id, name, login })).token
  })
  await giveBack()
  return token
}
