import type { PersonId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'

/** Puts one away; one that is gone already is no fault. */
export async function dismiss(domain: Domain, person: PersonId, id: number): Promise<void> {
  await domain.records.write([], async (writer) => {
    const gone = await writer.run('DELETE FROM notification WHERE person = ? AND id = ?', person, id)
    if (gone > 0) writer.announce({ kind: 'notification', person })
  })
}

export async function dismissAll(domain: Domain, person: PersonId): Promise<void> {
  await domain.records.write([], async (writer) => {
    const gone = await writer.run('DELETE FROM notification WHERE person = ?', person)
    if (gone > 0) writer.announce({ kind: 'notification', person })
  })
}
