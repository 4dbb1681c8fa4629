import type { Writer } from '../../../storage/records/records.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import type { Domain } from '../../domain.ts'
import { countWrong, demandFewWrong } from './rates.ts'
import { type Ticket, type TicketKind, TOKEN_LENGTH, ticketHash } from './ticket.ts'

/** What somebody brings, and from where. */
export interface Brought {
  readonly token: string
  /** Those that open this door. */
  readonly kinds: readonly TicketKind[]
  /** The address they come from. */
  readonly place: string
}

interface Row {
  kind: TicketKind
  person: PersonId | null
  data: string
  expires: number
}

const ONE = 'SELECT kind, person, data, expires FROM ticket WHERE hash = ?'
const SPEND = 'DELETE FROM ticket WHERE hash = ?'
const OTHERS = 'DELETE FROM ticket WHERE place = ? AND kind = ? AND hash <> ?'

/**
 * Whether it opens anything; it is not spent, since programs that look through mail follow every link.
 * @returns undefined for one that was never given, was used, or is too old.
 * @throws Refusal `too-many`.
 */
export const lookAtTicket = (domain: Domain, brought: Brought): Promise<Ticket | undefined> =>
  domain.records.write([], (writer) => find(writer, domain, brought))

/** As `lookAtTicket`, in the transaction of what it opens: of two who come at once one is let in. */
export async function spendTicket(
  writer: Writer,
  domain: Domain,
  brought: Brought,
): Promise<Ticket | undefined> {
  const ticket = await find(writer, domain, brought)
  if (ticket === undefined || (await writer.run(SPEND, ticket.hash)) !== 1) return undefined
  return ticket
}

/** Those that other letters brought to the same address for the same purpose. */
export const dropOthers = (writer: Writer, { hash, kind }: Ticket, place: string): Promise<number> =>
  writer.run(OTHERS, place, kind, hash)

async function find(writer: Writer, domain: Domain, brought: Brought): Promise<Ticket | undefined> {
  const { token, kinds, place } = brought
  await demandFewWrong(writer, domain, place)
  const hash = ticketHash(token.slice(0, TOKEN_LENGTH + 1))
  const row = await writer.get<Row>(ONE, hash)
  if (row === undefined || !kinds.includes(row.kind) || row.expires <= seconds(domain.now())) {
    await countWrong(writer, domain, place)
    return undefined
  }
  const { data, ...facts } = row
  return { hash, ...facts, ...(JSON.parse(data) as { email: string; letter: number }) }
}

/** For a job; what providers said and nobody came for goes with them. */
export const sweepTickets = (domain: Domain): Promise<number> =>
  domain.records.write([], (writer) =>
    writer.run('DELETE FROM ticket WHERE expires <= ?', seconds(domain.now())),
  )
