import type { Writer } from '../../../storage/records/records.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import type { TicketKind } from './ticket.ts'

/** What letters that were sent open no more. */
export const dropTickets = (writer: Writer, person: PersonId, kind: TicketKind): Promise<number> =>
  writer.run('DELETE FROM ticket WHERE person = ? AND kind = ?', person, kind)
