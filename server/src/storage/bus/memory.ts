import { type Bus, type Hearer, Hearers } from './bus.ts'

/** For an instance of one process. */
export class MemoryBus implements Bus {
  readonly #hearers = new Hearers()

  send(message: string): void {
    this.#hearers.message(message)
  }

  hear(hearer: Hearer): () => void {
    return this.#hearers.add(hearer)
  }

  async close(): Promise<void> {}
}
