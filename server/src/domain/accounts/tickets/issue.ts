import type { Writer } from '../../../storage/records/records.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { fold } from '../../../vocabulary/fold.ts'
import { randomText } from '../../../vocabulary/random-text.ts'
import type { Domain } from '../../domain.ts'
import { LIVES, type Ticket, TOKEN_LENGTH, ticketHash } from './ticket.ts'

const ADD = `INSERT INTO ticket (hash, kind, person, place, data, created, expires) VALUES (?, ?, ?, ?, ?, ?, ?)`

/** @returns what opens it, which is kept nowhere, and until when: seconds. */
export async function issueTicket(
  writer: Writer,
  domain: Domain,
  { kind, person, email, letter }: Omit<Ticket, 'hash' | 'expires'>,
): Promise<{ token: string; until: number }> {
  const token = randomText(TOKEN_LENGTH)
  const now = seconds(domain.now())
  const until = now + LIVES[kind]
  const data = JSON.stringify({ email, letter })
  await writer.run(ADD, ticketHash(token), kind, person, fold(email), data, now, until)
  return { token, until }
}
