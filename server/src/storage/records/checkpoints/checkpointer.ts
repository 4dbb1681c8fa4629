import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { SqliteConnection } from '../sqlite-connection.ts'
import type { Answer, Ask } from './protocol.ts'

/** Commits from one look at the log to the next. */
const COMMITS = 8

export interface Limits {
  /** Pages of 4 KiB that wait in the log before they are taken up: as many as SQLite itself lets wait. */
  readonly takeUp: number
  /** Pages in the log before it is to begin anew, for which it must be taken up whole. */
  readonly wait: number
  /** Pages for which writers wait, that the rest may be taken up; doubled each time that more were left. */
  readonly little: number
}

const LIMITS: Limits = { takeUp: 1_000, wait: 8_000, little: 64 }

interface Length {
  readonly log: number
  readonly checkpointed: number
}

/**
 * Takes up SQLite's log into the database on a thread of its own: it waits for the disk twice, and whoever is
 * answered by the main thread would wait along (docs/adr/0023). The thread is started when there first is enough to
 * do.
 */
export class Checkpointer {
  readonly #file: string
  readonly #writer: SqliteConnection
  #worker: Worker | undefined
  #running: Promise<Length | undefined> | undefined
  #commits = 0
  readonly #limits: Limits
  #wait: number
  #little: number
  #long = false

  /** @param writer the one connection that writes. */
  constructor(file: string, writer: SqliteConnection, limits = LIMITS) {
    this.#limits = limits
    this.#wait = limits.wait
    this.#little = limits.little
    this.#file = file
    this.#writer = writer
    writer.raw.pragma('wal_autocheckpoint = 0')
  }

  /** Told after each commit. */
  committed(): void {
    if (++this.#commits < COMMITS) return
    this.#commits = 0
    const { log, checkpointed } = this.#length()
    const { takeUp, wait } = this.#limits
    if (log < takeUp) this.#wait = wait
    this.#long = log >= this.#wait
    if (log - checkpointed >= takeUp) void this.#checkpoint()
  }

  /**
   * Waited for before a transaction begins: nothing, unless the log has become long and only little of it is left to
   * take up. What is much is taken up while others write.
   */
  async room(): Promise<void> {
    if (!this.#long || this.#running !== undefined) return
    const { log, checkpointed } = this.#length()
    if (log - checkpointed > this.#little) {
      this.#little *= 2
      void this.#checkpoint()
      return
    }
    const after = await this.#checkpoint()
    this.#long = false
    this.#little = this.#limits.little
    // Somebody reads what was before, or the disk is in trouble: nobody waits again for a while.
    if (after === undefined || after.checkpointed < after.log)
      this.#wait = after === undefined ? this.#wait + this.#limits.wait : after.log + this.#limits.wait
  }

  /** Resolves once nothing is being taken up. */
  async rest(): Promise<void> {
    await this.#running
  }

  async close(): Promise<void> {
    await this.#running
    const worker = this.#worker
    if (worker === undefined) return
    this.#worker = undefined
    worker.ref()
    const ended = once(worker, 'exit')
    worker.postMessage('end' satisfies Ask)
    await ended
  }

  /** What has been committed must not fail because this does. */
  #length(): Length {
    try {
      return this.#writer.prepare('PRAGMA wal_checkpoint(NOOP)').get() as Length
    } catch {
      return { log: 0, checkpointed: 0 }
    }
  }

  #checkpoint(): Promise<Length | undefined> {
    this.#running ??= this.#ask().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  /** @returns undefined when it failed: then it is tried again after some more commits. */
  async #ask(): Promise<Length | undefined> {
    try {
      const worker = this.#started()
      // Only what somebody waits for keeps the process alive.
      worker.ref()
      worker.postMessage('checkpoint' satisfies Ask)
      const [answer] = (await once(worker, 'message')) as [Answer]
      worker.unref()
      return 'failed' in answer ? undefined : answer
    } catch (error) {
      // Without the thread SQLite does it by itself.
      this.#worker = undefined
      this.#writer.raw.pragma(`wal_autocheckpoint = ${this.#limits.takeUp}`)
      process.emitWarning(error instanceof Error ? error : new Error(String(error)))
      return undefined
    }
  }

  #started(): Worker {
    if (this.#worker === undefined) {
      // Its place in the sources, and beside the bundle.
      const place = import.meta.url.endsWith('.ts') ? './worker.ts' : './checkpoints.mjs'
      this.#worker = new Worker(new URL(place, import.meta.url), {
        ...{ workerData: this.#file, execArgv: [], env: {} },
        resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 },
      })
      // Whoever asks hears of it; nobody does when nothing was asked.
      this.#worker.on('error', () => {})
      this.#worker.unref()
    }
    return this.#worker
  }
}
