import type { Writer } from '../../storage/records/records.ts'
import type { PersonId } from '../../vocabulary/ids.ts'

const DELETE = 'DELETE FROM notification WHERE person = ? AND object_type = ? AND object_id = ?'

/** Takes back what a person was told of something, in the transaction in which it goes. */
export async function withdraw(
  writer: Writer,
  person: PersonId,
  object: { readonly type: string; readonly id: string },
): Promise<void> {
  const gone = await writer.run(DELETE, person, object.type, object.id)
  if (gone > 0) writer.announce({ kind: 'notification', person })
}
