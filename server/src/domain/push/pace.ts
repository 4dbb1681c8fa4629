import type { NodeId } from '../../vocabulary/ids.ts'

/** Milliseconds between two notices of one kind to one listener: at the least, and at most under a long burst. */
export interface Limits {
  readonly shortest: number
  readonly longest: number
}

const GROWTH = 1.5
/** Whoever has heard nothing new for so long is at the end of a burst. */
const QUIET = 1_000
/** So many ids are named; more are “something”. */
export const NAMED = 100

/**
 * How often one listener hears of one kind of thing. The first change is told at once; a burst is told less and less
 * often, since each notice makes a client ask; what came last is always told. Times are milliseconds of one clock.
 */
export class Pace {
  readonly #limits: Limits
  #interval: number
  #notBefore = Number.NEGATIVE_INFINITY
  #noted = Number.NEGATIVE_INFINITY
  #waiting = false
  #hurried = false
  #nodes: Set<NodeId> | undefined

  constructor(limits: Limits) {
    this.#limits = limits
    this.#interval = limits.shortest
  }

  /**
   * @param nodes undefined: which is not known.
   * @param spread how long this listener may wait so that not all ask at once.
   * @returns after how long `take` is to be called; undefined when that is settled already.
   */
  note(now: number, nodes: readonly NodeId[] | undefined, spread: number): number | undefined {
    this.#noted = now
    if (!this.#waiting) this.#nodes = new Set()
    if (nodes === undefined) this.#nodes = undefined
    if (this.#nodes !== undefined) for (const node of nodes!) this.#nodes.add(node)
    if ((this.#nodes?.size ?? 0) > NAMED) this.#nodes = undefined
    if (this.#waiting) return undefined
    this.#waiting = true
    this.#hurried = now < this.#notBefore
    return Math.max(0, spread, this.#notBefore - now)
  }

  /** @returns what is known of what has changed. */
  take(now: number): readonly NodeId[] | undefined {
    const bursting = this.#hurried && now - this.#noted < QUIET
    const { shortest, longest } = this.#limits
    this.#interval = bursting ? Math.min(this.#interval * GROWTH, longest) : shortest
    this.#notBefore = now + this.#interval
    this.#waiting = false
    const nodes = this.#nodes && [...this.#nodes]
    this.#nodes = undefined
    return nodes
  }
}
