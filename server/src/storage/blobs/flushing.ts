import type { FileHandle } from 'node:fs/promises'

/** So much is handed to the disk while the rest still comes, lest it be waited for at the end. */
const flushBytes = 64 * 1024 * 1024

/** Makes a long file durable bit by bit while it is written. */
export class Flushing {
  readonly #handle: FileHandle
  #unflushed = 0
  #running: Promise<void> | undefined
  #fault: { error: unknown } | undefined

  constructor(handle: FileHandle) {
    this.#handle = handle
  }

  wrote(bytes: number): void {
    this.#unflushed += bytes
    if (this.#unflushed < flushBytes || this.#running !== undefined) return
    this.#unflushed = 0
    this.#running = this.#handle.datasync().then(
      () => {
        this.#running = undefined
      },
      (error) => {
        // The kernel tells of a lost write once: a later flush would succeed.
        this.#fault ??= { error }
        this.#running = undefined
      },
    )
  }

  /** Nothing runs any more. @throws what a flush failed with. */
  async end(): Promise<void> {
    await this.#running
    if (this.#fault !== undefined) throw this.#fault.error
  }
}
