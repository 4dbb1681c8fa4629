/** Large enough that the price of a system call is lost in that of its bytes. */
const LARGE = 512 * 1024
const SMALL = 256 * 1024
/** Buffers that are lent at once before the next ones are small: many slow readers must not cost much memory. */
const MANY = 24
/** Kept for the next reader when nobody needs them. */
const KEPT = 4

/** Memory for bytes on their way, used again and again: new memory is what costs most in moving them. */
export class Buffers {
  #free: Buffer[] = []
  #lent = 0

  /** Whether whoever holds one had better not ask for a second. */
  get scarce(): boolean {
    return this.#lent >= MANY
  }

  /** @param length the most that will be put into it. */
  take(length: number): Buffer {
    const scarce = this.scarce
    this.#lent++
    if (scarce || length <= SMALL) return Buffer.allocUnsafeSlow(Math.min(SMALL, length))
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(LARGE)
  }

  /** @param buffer absent when something may still be reading from it: then it is not used again. */
  give(buffer?: Buffer): void {
    this.#lent--
    if (buffer?.length === LARGE && this.#free.length < KEPT) this.#free.push(buffer)
  }
}

/** Shared by all bodies, in either direction. */
export const buffers = new Buffers()
