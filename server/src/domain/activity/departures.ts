import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import type { Feed } from './feed.ts'
import { type Departure, readDepartures } from './lines.ts'

/** So many numbers are looked through before others have their turn, and so many times. */
const SPAN = 4_000
const SPANS = 250

/** What left its place in the spaces of others, read from the latest number down as far as is asked for. */
export class Departures {
  readonly #domain: Domain
  readonly #feed: Feed
  /** By space and node, the latest first. */
  readonly #known = new Map<string, Departure[]>()
  #low: number
  #spans = 0

  constructor(domain: Domain, feed: Feed) {
    this.#domain = domain
    this.#feed = feed
    this.#low = feed.last + 1
  }

  /** @returns false when that is too far back to be looked through. */
  async readDownTo(low: number): Promise<boolean> {
    for (; this.#low > low; this.#spans++) {
      if (this.#spans >= SPANS) return false
      const span = { low: Math.max(low, this.#low - SPAN), high: this.#low - 1 }
      const found = await this.#domain.records.read((reader) => readDepartures(reader, this.#feed, span))
      for (const one of found.sort((a, b) => b.seq - a.seq)) {
        const there = this.#known.get(keyOf(one.space, one.node))
        if (there === undefined) this.#known.set(keyOf(one.space, one.node), [one])
        else there.push(one)
      }
      this.#low = span.low
    }
    return true
  }

  all(): Departure[] {
    return [...this.#known.values()].flat()
  }

  /** The first after a line of the log of a space. */
  nextOf(space: SpaceId, node: NodeId, seq: number): Departure | undefined {
    return this.#known.get(keyOf(space, node))?.findLast((one) => one.seq > seq)
  }
}

const keyOf = (space: SpaceId, node: NodeId): string => `${space}/${node}`
