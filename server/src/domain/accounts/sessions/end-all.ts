import type { Writer } from '../../../storage/records/records.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'

/** Signs somebody out of every browser. */
export const endSessions = (writer: Writer, person: PersonId): Promise<number> =>
  writer.run('DELETE FROM session WHERE person = ?', person)
