import type { Reader, Writer } from '../../storage/records/records.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import { LEFT, PENDING } from './mount.ts'
import type { Placing } from './place.ts'

const OFFER = `INSERT INTO mount (id, person, parent, name, node, space, state, wanted)
  VALUES (?, ?, NULL, ?, ?, ?, ${PENDING}, ?)
  ON CONFLICT (person, node) DO UPDATE SET state = ${PENDING} WHERE mount.state = ${LEFT}`
const ASKS =
  "SELECT 1 AS found FROM setting WHERE scope = 'person' AND subject = ? AND name = 'sharing.accept' AND value = 'ask'"

/** Whether somebody wants to be asked before what they are given stands in their files. */
export const asksFirst = async (reader: Reader, person: PersonId): Promise<boolean> =>
  (await reader.get(ASKS, person)) !== undefined

/** What somebody is given waits for their answer, and stands nowhere; what they see already stays. */
export async function offerMount(writer: Writer, { person, node, space, name }: Placing): Promise<void> {
  await writer.run(OFFER, await writer.ids('row'), person, name, node, space, name)
}
