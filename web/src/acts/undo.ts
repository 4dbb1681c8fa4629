/** So many acts of one tab can be taken back. */
const MOST = 20

export interface Undoable {
  /** What was done, for the list of what can be taken back. */
  readonly what: string
  /** Does it backwards. What it throws is told to the person. */
  back(): Promise<void>
}

/** The last acts, the newest first to be taken back; each at most once, whether by its toast or by key. */
export class UndoStack {
  #acts: Undoable[] = []

  get size(): number {
    return this.#acts.length
  }

  push(act: Undoable): void {
    this.#acts = [...this.#acts, act].slice(-MOST)
  }

  /** Takes back this act, or the last one. @returns whether there was anything to take back. */
  async undo(act: Undoable | undefined = this.#acts.at(-1)): Promise<boolean> {
    if (act === undefined || !this.#acts.includes(act)) return false
    this.#acts = this.#acts.filter((other) => other !== act)
    await act.back()
    return true
  }
}
