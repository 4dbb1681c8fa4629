import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Answer, Task } from './task.ts'
import { Worker, type WorkerOptions } from './worker.ts'

export interface PoolOptions extends Omit<WorkerOptions, 'home'> {
  /** The homes of the processes lie here. */
  readonly folder: string
  /** How many draw at once. */
  readonly width: number
  /** How many may wait; more are refused. */
  readonly waiting: number
  /** Milliseconds without work after which a process ends. */
  readonly idle: number
}

export interface Job<T> {
  /** One that takes long: while other work waits, such jobs never hold every process. */
  readonly isLong: boolean
  /** Called when it is its turn; asks at will. */
  run(ask: (task: Task, limit: number) => Promise<Answer>): Promise<T>
}

interface Queued {
  readonly isLong: boolean
  start(seat: Seat): Promise<void>
  refuse(): void
}

interface Seat {
  readonly home: string
  worker: Promise<Worker> | undefined
  leaving: NodeJS.Timeout | undefined
}

/** After so many tasks a process makes room for a new one: what it leaked is given back. */
const TASKS_PER_PROCESS = 500

const busy = (): Refusal => new Refusal('busy', 'busy', { detail: 'too many previews are waiting' })

/** A few drawing processes, started when there is work, and those who wait for them. */
export class Pool {
  readonly #options: PoolOptions
  readonly #free: Seat[]
  readonly #queue: Queued[] = []
  readonly #seats: readonly Seat[]
  readonly #tasks = new WeakMap<Worker, number>()
  #long = 0
  #closed = false

  constructor(options: PoolOptions) {
    this.#options = options
    this.#seats = Array.from({ length: options.width }, (_, i) => ({
      ...{ home: join(options.folder, `process-${i}`), worker: undefined, leaving: undefined },
    }))
    this.#free = [...this.#seats].reverse()
  }

  /** @throws Refusal `busy`, WorkerLost, and whatever the job throws. */
  run<T>(job: Job<T>): Promise<T> {
    if (this.#closed || this.#queue.length >= this.#options.waiting) return Promise.reject(busy())
    return new Promise((resolve, reject) => {
      this.#queue.push({
        isLong: job.isLong,
        start: (seat) => job.run((task, limit) => this.#ask(seat, task, limit)).then(resolve, reject),
        refuse: () => reject(busy()),
      })
      this.#next()
    })
  }

  /** Ends every process; whoever waits is refused. */
  async close(): Promise<void> {
    this.#closed = true
    for (const queued of this.#queue.splice(0)) queued.refuse()
    for (const seat of this.#seats) await this.#leave(seat)
  }

  #next(): void {
    while (this.#free.length > 0) {
      const mayBeLong = this.#long < Math.max(1, this.#options.width - 1)
      const at = this.#queue.findIndex(({ isLong }) => mayBeLong || !isLong)
      if (at < 0) return
      const [queued] = this.#queue.splice(at, 1)
      void this.#serve(this.#free.pop()!, queued!)
    }
  }

  async #serve(seat: Seat, queued: Queued): Promise<void> {
    clearTimeout(seat.leaving)
    if (queued.isLong) this.#long++
    await queued.start(seat)
    if (queued.isLong) this.#long--
    this.#free.push(seat)
    seat.leaving = setTimeout(() => void this.#leave(seat), this.#options.idle)
    seat.leaving.unref()
    this.#next()
  }

  async #ask(seat: Seat, task: Task, limit: number): Promise<Answer> {
    if (this.#closed) throw busy()
    const worker = await this.#workerOf(seat)
    this.#tasks.set(worker, (this.#tasks.get(worker) ?? 0) + 1)
    try {
      return await worker.ask(task, limit)
    } catch (error) {
      // The file is not to blame when it is the server that ends.
      throw this.#closed ? busy() : error
    }
  }

  /** A process that was ended may have left its home in any state. */
  async #workerOf(seat: Seat): Promise<Worker> {
    const before = await seat.worker?.catch(() => undefined)
    if (before !== undefined && !before.ended && (this.#tasks.get(before) ?? 0) < TASKS_PER_PROCESS)
      return before
    if (before !== undefined) await this.#leave(seat)
    seat.worker = Worker.start({ ...this.#options, home: seat.home })
    return await seat.worker
  }

  async #leave(seat: Seat): Promise<void> {
    clearTimeout(seat.leaving)
    const worker = await seat.worker?.catch(() => undefined)
    seat.worker = undefined
    worker?.end()
    await rm(seat.home, { recursive: true, force: true, maxRetries: 3 }).catch(() => {})
  }
}
