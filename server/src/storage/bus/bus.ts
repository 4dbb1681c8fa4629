/**
 * Carries short messages to every process of an instance. Best effort: whoever may have missed some is told so.
 * Nothing here waits for the line or fails because of it.
 */
export interface Bus {
  /** To every hearer in every process, this one first. */
  send(message: string): void
  /** @returns what ends it. */
  hear(hearer: Hearer): () => void
  /** Lets what was sent leave, for a short while at most. */
  close(): Promise<void>
}

export interface Hearer {
  message(message: string): void
  /** Messages of other processes may have been lost. */
  gap(): void
}

/** Those who hear in this process. */
export class Hearers {
  readonly #all = new Set<Hearer>()

  add(hearer: Hearer): () => void {
    this.#all.add(hearer)
    return () => this.#all.delete(hearer)
  }

  message(message: string): void {
    for (const hearer of this.#all) hearer.message(message)
  }

  gap(): void {
    for (const hearer of this.#all) hearer.gap()
  }
}
