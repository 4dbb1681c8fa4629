import type { PersonId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'

/** Puts one away; one that is gone already is no fault. */
export async function dismiss(domain: Domain, person: PersonId, id: number): Promise<void> {
  await domain.records.write([], (writer) =>
    writer.run('DELETE FROM notification WHERE person = ? AND id = ?', person, id),
  )
}

export async function dismissAll(domain: Domain, person: PersonId): Promise<void> {
  await domain.records.write([], (writer) => writer.run('DELETE FROM notification WHERE person = ?', person))
}
