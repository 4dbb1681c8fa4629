import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import type { Seat } from './seat.ts'
import type { View } from './view.ts'

const NOTHING: View = { root: null, nodes: [], spaces: [], mounted: [], mark: '' }

/** All connections of one person, who sees the same from each. */
export class Party {
  readonly person: PersonId
  readonly seats = new Set<Seat>()
  view: View = NOTHING
  /** When this view was asked for: a later question has the newer answer, whichever comes first. */
  asked = 0

  constructor(person: PersonId) {
    this.person = person
  }
}

const NOBODY: ReadonlySet<Party> = new Set()

/** Who is here, found by person, by what they see and by the spaces that it belongs to. */
export class Seating {
  readonly #parties = new Map<PersonId, Party>()
  readonly #byNode = new Map<NodeId, Set<Party>>()
  readonly #bySpace = new Map<SpaceId, Set<Party>>()
  readonly #byMounted = new Map<SpaceId, Set<Party>>()

  get size(): number {
    return this.#parties.size
  }

  parties(): IterableIterator<Party> {
    return this.#parties.values()
  }

  of(person: PersonId): Party | undefined {
    return this.#parties.get(person)
  }

  whoSees(node: NodeId): ReadonlySet<Party> {
    return this.#byNode.get(node) ?? NOBODY
  }

  whoLooksInto(space: SpaceId): ReadonlySet<Party> {
    return this.#bySpace.get(space) ?? NOBODY
  }

  /** Also those who see nothing of it now. */
  whoMayLookInto(space: SpaceId): ReadonlySet<Party> {
    return this.#byMounted.get(space) ?? NOBODY
  }

  add(seat: Seat): Party {
    const { person } = seat.proof
    let party = this.#parties.get(person)
    if (party === undefined) {
      party = new Party(person)
      this.#parties.set(person, party)
    }
    party.seats.add(seat)
    return party
  }

  remove(seat: Seat): void {
    const party = this.#parties.get(seat.proof.person)
    if (!party?.seats.delete(seat) || party.seats.size > 0) return
    this.show(party, NOTHING, party.asked)
    this.#parties.delete(party.person)
  }

  /** From now on the party sees this, unless it has left. */
  show(party: Party, view: View, asked: number): void {
    if (this.#parties.get(party.person) !== party || asked < party.asked) return
    party.asked = asked
    for (const node of party.view.nodes) drop(this.#byNode, node, party)
    for (const space of party.view.spaces) drop(this.#bySpace, space, party)
    for (const space of party.view.mounted) drop(this.#byMounted, space, party)
    party.view = view
    for (const node of view.nodes) put(this.#byNode, node, party)
    for (const space of view.spaces) put(this.#bySpace, space, party)
    for (const space of view.mounted) put(this.#byMounted, space, party)
  }
}

function put<Key>(index: Map<Key, Set<Party>>, key: Key, party: Party): void {
  const parties = index.get(key)
  if (parties === undefined) index.set(key, new Set([party]))
  else parties.add(party)
}

function drop<Key>(index: Map<Key, Set<Party>>, key: Key, party: Party): void {
  const parties = index.get(key)
  parties?.delete(party)
  if (parties?.size === 0) index.delete(key)
}
