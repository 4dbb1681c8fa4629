import type { Answer, Question } from './ask.ts'
import type { Piece } from './pieces.ts'

/** Milliseconds: a document that takes longer was written to take long. */
const PATIENCE = 5_000

interface Waiting {
  readonly number: number
  done(pieces: readonly Piece[] | undefined): void
}

/**
 * Draws Markdown away from the page, so that no document can make it stand still. Whatever was asked before is given up
 * for what is asked last.
 */
export class Artist {
  #worker: Worker | undefined
  #waiting: Waiting | undefined
  #timer: number | undefined
  #number = 0

  /** @returns undefined for what cannot be drawn, or not in time, or was asked anew meanwhile. */
  draw(markdown: string): Promise<readonly Piece[] | undefined> {
    if (this.#waiting !== undefined) this.#restart()
    const number = ++this.#number
    const worker = this.#started()
    return new Promise((done) => {
      this.#waiting = { number, done }
      this.#timer = window.setTimeout(() => this.#restart(), PATIENCE)
      const question: Question = { number, markdown }
      worker.postMessage(question)
    })
  }

  close(): void {
    this.#restart()
  }

  #started(): Worker {
    if (this.#worker !== undefined) return this.#worker
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => this.#answer(data))
    worker.addEventListener('error', () => this.#restart())
    this.#worker = worker
    return worker
  }

  #answer({ number, pieces }: Answer): void {
    if (this.#waiting?.number === number) this.#end(pieces)
  }

  #restart(): void {
    this.#worker?.terminate()
    this.#worker = undefined
    this.#end(undefined)
  }

  #end(pieces: readonly Piece[] | undefined): void {
    window.clearTimeout(this.#timer)
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.done(pieces)
  }
}
