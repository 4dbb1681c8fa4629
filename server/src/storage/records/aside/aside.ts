import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import type { Value } from '../records.ts'
import type { Answer, Ask } from './protocol.ts'

interface Asked {
  answered(rows: unknown[]): void
  failed(error: Error): void
}

interface Thread {
  readonly worker: Worker
  readonly asked: Map<number, Asked>
}

/**
 * Statements that look through much, asked on a thread of its own: whoever is answered by the main thread would wait
 * for each of them (docs/adr/0046). The thread is started when one is first asked.
 */
export class Aside {
  readonly #file: string
  #thread: Thread | undefined
  #last = 0

  constructor(file: string) {
    this.#file = file
  }

  async all<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
    this.#thread ??= this.#start()
    const { worker, asked } = this.#thread
    const id = ++this.#last
    const rows = await new Promise<unknown[]>((answered, failed) => {
      asked.set(id, { answered, failed })
      // Only what somebody waits for keeps the process alive.
      worker.ref()
      worker.postMessage({ id, sql, values } satisfies Ask)
    })
    return rows as Row[]
  }

  async close(): Promise<void> {
    const { worker } = this.#thread ?? {}
    if (worker === undefined) return
    this.#thread = undefined
    worker.ref()
    const ended = once(worker, 'exit')
    worker.postMessage('end')
    await ended
  }

  #start(): Thread {
    // Its place in the sources, and beside the bundle.
    const place = import.meta.url.endsWith('.ts') ? './worker.ts' : './aside.mjs'
    const worker = new Worker(new URL(place, import.meta.url), {
      ...{ workerData: this.#file, execArgv: [], env: {} },
      resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 },
    })
    const thread: Thread = { worker, asked: new Map() }
    worker.on('message', (answer: Answer) => tell(thread, answer))
    worker.on('error', (error) => this.#lost(thread, error))
    worker.on('exit', () => this.#lost(thread, new Error('the thread that reads aside has ended')))
    worker.unref()
    return thread
  }

  /** Whoever asks next starts another. */
  #lost(thread: Thread, error: Error): void {
    if (this.#thread === thread) this.#thread = undefined
    for (const { failed } of thread.asked.values()) failed(error)
    thread.asked.clear()
  }
}

function tell({ worker, asked }: Thread, answer: Answer): void {
  const who = asked.get(answer.id)
  asked.delete(answer.id)
  if (asked.size === 0) worker.unref()
  if ('rows' in answer) who?.answered(answer.rows)
  else who?.failed(new Database.SqliteError(answer.failed.message, answer.failed.code))
}
