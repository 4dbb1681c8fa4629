/** Stands for what the records held at a moment: one and the same object for as long as that is so. */
export type State = object

/** The states of which the engine tells by names, so that what is remembered goes when its state does. */
export class States {
  readonly #most: number
  readonly #known = new Map<string | number, State>()

  /** @param most so many are told apart at a time: more than one where readers see older and newer ones by turns. */
  constructor(most: number) {
    this.#most = most
  }

  of(name: string | number): State {
    let state = this.#known.get(name)
    if (state === undefined) {
      state = {}
      this.#known.set(name, state)
      if (this.#known.size > this.#most) this.#known.delete(this.#known.keys().next().value!)
    }
    return state
  }
}
