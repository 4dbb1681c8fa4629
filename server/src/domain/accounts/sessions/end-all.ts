import type { Writer } from '../../../storage/records/records.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'

/** Signs somebody out of every browser, or of all but one. @param kept its session’s hash. */
export const endSessions = (writer: Writer, person: PersonId, kept?: string): Promise<number> =>
  kept === undefined
    ? writer.run('DELETE FROM session WHERE person = ?', person)
    : writer.run('DELETE FROM session WHERE person = ? AND hash <> ?', person, kept)
