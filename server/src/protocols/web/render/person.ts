import type { PersonRef } from '@nuage/contract/api'
import type { PersonId } from '../../../vocabulary/ids.ts'

export type Names = ReadonlyMap<PersonId, string>

/** Somebody by whatever they are called; by their id when their account is gone. */
export const personRef = (id: PersonId | null, names: Names): PersonRef | null =>
  id === null ? null : { id, name: names.get(id) ?? id }
