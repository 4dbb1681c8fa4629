/** What stands for what, between a recording and the server it is replayed against. */
export class Scene {
  /** The server's address, e.g. `http://127.0.0.1:40123`. */
  readonly url: string
  /** When the replay began, in seconds. */
  readonly began: number
  /** Times that the scenario itself sets: these must come back to the second. */
  readonly set: ReadonlySet<number>
  readonly #bound = new Map<string, string>()
  readonly #taken = new Map<string, string>()

  constructor(url: string, set: ReadonlySet<number>, began = Math.floor(Date.now() / 1000)) {
    this.url = url
    this.set = set
    this.began = began
  }

  /**
   * Binds a recorded value to the server's at their first meeting.
   * @returns what the recorded value stands for: the server's value, or the recorded one itself when the server's
   *   already stands for something else, so that the comparison fails.
   */
  bind(kind: string, recorded: string, actual: string): string {
    const known = this.#bound.get(`${kind} ${recorded}`)
    if (known !== undefined) return known
    if (this.#taken.has(`${kind} ${actual}`))
      return `${recorded} (but ${actual} is already ${this.#taken.get(`${kind} ${actual}`)})`
    this.#bound.set(`${kind} ${recorded}`, actual)
    this.#taken.set(`${kind} ${actual}`, recorded)
    return actual
  }

  /** Binds where one server's value may stand for several recorded ones: names that become free again. */
  bindAgain(kind: string, recorded: string, actual: string): string {
    const key = `${kind} ${recorded}`
    if (!this.#bound.has(key)) this.#bound.set(key, actual)
    return this.#bound.get(key)!
  }

  /** What a recorded value stands for so far; itself when it has not been met. */
  known(kind: string, recorded: string): string {
    return this.#bound.get(`${kind} ${recorded}`) ?? recorded
  }

  /** Every bound value of one kind. */
  *all(kind: string): Iterable<readonly [recorded: string, actual: string]> {
    for (const [key, actual] of this.#bound)
      if (key.startsWith(`${kind} `)) yield [key.slice(kind.length + 1), actual]
  }
}
