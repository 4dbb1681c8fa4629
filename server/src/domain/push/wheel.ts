/**
 * Tells when the time of many things has come with a single timer, which stands still while there is nothing to
 * wait for. A thing cannot be taken off: whoever is told asks whether it still matters.
 */
export class Wheel<Item> {
  readonly #step: number
  readonly #due: (item: Item) => void
  readonly #slots: Item[][]
  #at = 0
  #count = 0
  #turned = 0
  #timer: NodeJS.Timeout | undefined

  /**
   * @param step milliseconds by which something may be late.
   * @param slots steps in a turn, longer than which nothing waits.
   */
  constructor(step: number, slots: number, due: (item: Item) => void) {
    this.#step = step
    this.#due = due
    this.#slots = Array.from({ length: slots }, () => [])
  }

  /** @param delay milliseconds. */
  add(item: Item, delay: number): void {
    const now = performance.now()
    if (this.#timer === undefined) {
      this.#turned = now
      this.#timer = setInterval(() => this.#turn(), this.#step)
      this.#timer.unref()
    }
    const steps = Math.ceil((now - this.#turned + delay) / this.#step)
    const slot = (this.#at + Math.min(Math.max(steps, 1), this.#slots.length - 1)) % this.#slots.length
    this.#slots[slot]!.push(item)
    this.#count++
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#count = 0
    for (const slot of this.#slots) slot.length = 0
  }

  #turn(): void {
    const now = performance.now()
    while (this.#timer !== undefined && this.#turned + this.#step <= now) {
      this.#turned += this.#step
      this.#at = (this.#at + 1) % this.#slots.length
      const items = this.#slots[this.#at]!
      this.#slots[this.#at] = []
      this.#count -= items.length
      for (const item of items) this.#due(item)
    }
    if (this.#count === 0) this.stop()
  }
}
