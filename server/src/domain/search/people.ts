import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import { namesOf } from '../accounts/people/names.ts'
import type { Domain } from '../domain.ts'
import { readView } from '../mounts/view.ts'

export interface Giver {
  readonly id: PersonId
  readonly name: string
}

/** More are not read through; who is not among them is found by what they gave. */
const MOST = 500

/** Those from whom somebody has something: who gave it, or whose it is. By name. */
export async function peopleInView(domain: Domain, { person }: Member): Promise<Giver[]> {
  const { received, above } = await domain.records.read((reader) =>
    readView(reader, person, seconds(domain.now())),
  )
  const people = new Set<PersonId | null>()
  for (const [node, { givers }] of received) {
    for (const giver of givers) people.add(giver)
    people.add(above.get(node)?.owner ?? null)
  }
  people.delete(person)
  const names = await namesOf(domain, people)
  return [...names]
    .map(([id, name]) => ({ id, name }))
    .sort((one, other) => one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1))
    .slice(0, MOST)
}
