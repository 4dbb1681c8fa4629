import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import type { Events } from '../events/events.ts'
import type { Publication } from '../events/publication.ts'
import { type Listener, PUSHED, type Topic } from './listener.ts'
import type { Proof } from './proof.ts'
import { reach } from './reach.ts'
import { Rounds } from './rounds.ts'
import { type Due, Seat } from './seat.ts'
import { type Party, Seating } from './seating.ts'
import { Wheel } from './wheel.ts'

/** So many connections may one person have. */
const PER_PERSON = 50
/** Fewer than this are told at once; of more, each waits a little, since each will ask. Milliseconds. */
const CROWD = 20
const SPREAD = { each: 0.5, most: 5_000 }
/** Milliseconds by which a notice may be late, and how many of those make a turn: longer than any pace. */
const STEP = 50
const STEPS = 512

/** Those who listen in this process, and what each of them is told. */
export class Audience {
  readonly #seating = new Seating()
  readonly #wheel = new Wheel<Due>(STEP, STEPS, ({ seat, topic }) => seat.due(topic))
  readonly #rounds: Rounds
  readonly #end: () => void

  constructor(domain: Domain, events: Events) {
    this.#rounds = new Rounds(domain, this.#seating, (party, spread) => remind(party, spread))
    this.#end = events.subscribe({
      published: (publication) => this.#published(publication),
      gap: () => this.#rounds.lookAtAll(),
    })
  }

  /**
   * Once it resolves, nothing that the listener's owner can see changes unheard.
   * @returns what ends it.
   * @throws Refusal `too-many`, `not-signed-in` when the proof has fallen meanwhile.
   */
  async join(proof: Proof, listener: Listener): Promise<() => void> {
    if ((this.#seating.of(proof.person)?.seats.size ?? 0) >= PER_PERSON)
      throw new Refusal('too-many', 'too-many-connections', { facts: { seconds: 60 } })
    const seat = new Seat(proof, listener, this.#wheel)
    const party = this.#seating.add(seat)
    const leave = (): void => {
      seat.leave()
      this.#seating.remove(seat)
    }
    try {
      await this.#rounds.welcome(party, seat)
    } catch (error) {
      leave()
      throw error
    }
    return leave
  }

  close(): void {
    this.#end()
    this.#rounds.stop()
    this.#wheel.stop()
  }

  #published({ above, uprooted, grants, mounts, access, activity, notification }: Publication): void {
    const seating = this.#seating
    if (seating.size === 0) return
    for (const [seen, nodes] of reach(above, (node) => seating.whoSees(node).size > 0)) {
      const parties = seating.whoSees(seen)
      tell(parties, 'files', nodes)
      tell(parties, 'activities')
    }
    for (const space of uprooted) tell(seating.whoLooksInto(space), 'files')
    for (const space of grants) this.#rounds.lookWhetherChanged(seating.whoMayLookInto(space))
    if (mounts.size > 0) this.#rounds.lookAgain(this.#those(mounts))
    if (access.size > 0) this.#rounds.ask(this.#those(access))
    tell(this.#those(activity), 'activities')
    tell(this.#those(notification), 'notifications')
  }

  #those(people: ReadonlySet<PersonId>): ReadonlySet<Party> {
    return new Set([...people].flatMap((person) => this.#seating.of(person) ?? []))
  }
}

function tell(parties: ReadonlySet<Party>, topic: Topic, nodes?: readonly NodeId[]): void {
  const most = parties.size < CROWD ? 0 : Math.min(parties.size * SPREAD.each, SPREAD.most)
  for (const party of parties)
    for (const seat of party.seats) seat.note(topic, nodes, most === 0 ? 0 : Math.random() * most)
}

function remind(party: Party, spread: number): void {
  for (const seat of party.seats) for (const topic of PUSHED) seat.note(topic, undefined, spread)
}
