import type { NodeId } from '../../vocabulary/ids.ts'
import type { Listener, Topic } from './listener.ts'
import { type Limits, Pace } from './pace.ts'
import type { Proof } from './proof.ts'
import type { Wheel } from './wheel.ts'

export interface Due {
  readonly seat: Seat
  readonly topic: Topic
}

/** A change shows within a second; what happened to files is read by people, who see it a little later. */
const LIMITS: Readonly<Record<Topic, Limits>> = {
  files: { shortest: 1_000, longest: 15_000 },
  activities: { shortest: 5_000, longest: 15_000 },
  notifications: { shortest: 1_000, longest: 15_000 },
}

/** One listener in the audience, told no more often than a client can use. */
export class Seat {
  readonly proof: Proof
  readonly #listener: Listener
  readonly #wheel: Wheel<Due>
  readonly #paces: Partial<Record<Topic, Pace>> = {}
  #left = false

  constructor(proof: Proof, listener: Listener, wheel: Wheel<Due>) {
    this.proof = proof
    this.#listener = listener
    this.#wheel = wheel
  }

  /** @param spread milliseconds that this one may wait, so that not all ask at once. */
  note(topic: Topic, nodes: readonly NodeId[] | undefined, spread: number): void {
    this.#paces[topic] ??= new Pace(LIMITS[topic])
    const wait = this.#paces[topic].note(performance.now(), nodes, spread)
    if (wait === undefined) return
    if (wait === 0) this.due(topic)
    else this.#wheel.add({ seat: this, topic }, wait)
  }

  due(topic: Topic): void {
    if (this.#left) return
    this.#listener.tell(topic, this.#paces[topic]!.take(performance.now()))
  }

  leave(): void {
    this.#left = true
  }

  end(): void {
    if (!this.#left) this.#listener.end()
  }
}
