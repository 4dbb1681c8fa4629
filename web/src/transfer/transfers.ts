import { LineLost, Problem } from '../api/problem.ts'
import type { Origin } from './entries.ts'
import type { Event } from './event.ts'
import { failureOf, foresee, keyOf, makeFolders, wayTo } from './foresee.ts'
import { firstBatches, type Job, nextBatches, nextJobs } from './plan.ts'
import { mayFly, step } from './queue.ts'
import { ReadAhead } from './read-ahead.ts'
import { type Consequence, consequenceOf, FileChanged, Refused } from './refused.ts'
import { type Deposit, EMPTY, isFlying, type Queue, type Row, rowOf } from './row.ts'
import { abandon, sendChunks } from './send-chunks.ts'
import { sendSmall } from './send-small.ts'
import { sendWhole } from './send-whole.ts'

export interface Source {
  readonly file: File
  readonly origin?: Origin
}

const SENDERS = { small: sendSmall, whole: sendWhole, chunks: sendChunks } as const

interface Flight {
  readonly ids: readonly number[]
  readonly controller: AbortController
}

/** Milliseconds between two looks at how far it is. */
const LOOK = 120
/** Milliseconds for which the way to a folder is taken for what it was. */
const WAY_HOLDS = 20_000

type Hook = (event: Event, queue: Queue) => void

function consequenceOfError(error: unknown): Consequence {
  if (error instanceof LineLost) return 'line'
  if (error instanceof Refused || error instanceof Problem) return consequenceOf(error.status)
  console.error(error)
  return { kind: 'server' }
}

/**
 * Does what the queue says: asks the server what would become of files, sends them, and tells the queue what came of
 * it. Nothing is decided here that `step` or `nextJobs` can decide.
 */
export class Transfers {
  #queue: Queue = EMPTY
  #shown: Queue = EMPTY
  #notice: ReturnType<typeof setTimeout> | undefined
  #lastNotice = 0
  #working = false
  readonly #listeners = new Set<() => void>()
  readonly #hooks = new Set<Hook>()
  readonly #sources = new Map<number, Source>()
  readonly #flights = new Set<Flight>()
  readonly #checks = new Set<number>()
  readonly #made = new Map<number, Set<string>>()
  readonly #ahead = new ReadAhead()
  readonly #ways = new Map<number, { at: number; way: Promise<readonly string[]> }>()

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** As it was when listeners were told last: a few times a second. */
  shown = (): Queue => this.#shown

  /** As it is. */
  get now(): Queue {
    return this.#queue
  }

  /** Called for every event, once it has been taken in. */
  onEvent(hook: Hook): void {
    this.#hooks.add(hook)
  }

  sourceOf = (id: number): Source | undefined => this.#sources.get(id)

  /** Where the bytes of a row are. */
  bring(id: number, source: Source): void {
    this.#sources.set(id, source)
  }

  tell = (event: Event): void => {
    const next = step(this.#queue, event)
    if (next === this.#queue) return
    const before = this.#queue
    this.#queue = next
    if (event.kind === 'cancelled') this.#abandon(before, event.ids)
    if (event.kind === 'cleared') this.#forget()
    for (const hook of this.#hooks) hook(event, next)
    this.#announce()
    if (event.kind !== 'moved' && !this.#working) {
      this.#working = true
      queueMicrotask(() => {
        this.#working = false
        this.#work()
      })
    }
  }

  #announce(): void {
    if (this.#notice !== undefined) return
    const wait = Math.max(0, LOOK - (performance.now() - this.#lastNotice))
    this.#notice = setTimeout(this.#show, wait)
  }

  #show = (): void => {
    clearTimeout(this.#notice)
    this.#notice = undefined
    this.#lastNotice = performance.now()
    this.#shown = this.#queue
    for (const listener of this.#listeners) listener()
  }

  #work(): void {
    this.#land()
    if (!this.#queue.offline && !this.#queue.signedOut)
      for (const deposit of this.#queue.deposits) this.#check(deposit)
    const jobs = nextJobs(this.#queue, this.#flights.size)
    for (const job of jobs) this.#fly(job)
    // Others come next only then. What is being looked at now is read already, and becomes ready with the answer.
    if (this.#checks.size === 0 && (jobs.length > 0 || !mayFly(this.#queue)))
      this.#ahead.expect(nextBatches(this.#queue), this.#fileOf)
  }

  /** What the queue does not hold to be under way any more is broken off. */
  #land(): void {
    for (const { ids, controller } of this.#flights) {
      const stillFlies = ids.some((id) => {
        const row = rowOf(this.#queue, id)
        return row !== undefined && isFlying(row)
      })
      if (!stillFlies) controller.abort(new DOMException('not wanted any more', 'AbortError'))
    }
  }

  #fly({ way, rows }: Job): void {
    const ids = rows.map(({ id }) => id)
    const flight: Flight = { ids, controller: new AbortController() }
    this.#flights.add(flight)
    this.tell({ kind: 'began', ids })
    const { signal } = flight.controller
    const ahead = this.#ahead.take(rows)
    const run = async (): Promise<void> => {
      const base = await this.#wayTo(this.#depositOf(rows[0]!).folder)
      signal.throwIfAborted()
      await SENDERS[way]({ rows, fileOf: this.#fileOf, base, ahead, tell: this.tell, signal })
    }
    run()
      .catch((error: unknown) => this.#settle(error, ids, signal))
      .finally(() => {
        this.#flights.delete(flight)
        this.#work()
        // That all is there is said at once.
        if (this.#flights.size === 0) this.#show()
      })
  }

  async #settle(error: unknown, ids: readonly number[], signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    const isGone =
      error instanceof FileChanged || (error instanceof LineLost && !(await this.#isReadable(ids)))
    if (isGone) this.tell({ kind: 'failed', ids, failure: { kind: 'file-changed' } })
    else this.#bear(consequenceOfError(error), ids)
  }

  /** What went wrong is the line’s, the session’s, the file’s, or has to be looked at again. */
  #bear(consequence: Consequence, ids: readonly number[]): void {
    if (consequence === 'session') this.tell({ kind: 'session', alive: false })
    else if (consequence === 'line') this.tell({ kind: 'line', up: false })
    else if (consequence === 'again') this.#lookAgain(ids, false)
    else if (consequence === 'unsure') this.#lookAgain(ids, true)
    else this.tell({ kind: 'failed', ids, failure: consequence })
  }

  /** The folder may have been moved, renamed or taken away, or what was there has changed. */
  #lookAgain(ids: readonly number[], doubtful: boolean): void {
    for (const id of ids) {
      const row = rowOf(this.#queue, id)
      if (row === undefined) continue
      this.#made.delete(row.deposit)
      this.#ways.delete(this.#depositOf(row).folder)
    }
    this.tell({ kind: 'returned', ids, doubtful })
  }

  /** A browser says of a file that was changed or taken away while it was sent that the line broke. */
  async #isReadable(ids: readonly number[]): Promise<boolean> {
    if (ids.length > 1) return true
    try {
      await this.#sources.get(ids[0]!)?.file.slice(0, 1).arrayBuffer()
      return true
    } catch {
      return false
    }
  }

  #fileOf = ({ id }: Row): File => {
    const source = this.#sources.get(id)
    if (source === undefined) throw new FileChanged()
    return source.file
  }

  #depositOf = ({ deposit }: Row): Deposit => this.#queue.deposits.find(({ id }) => id === deposit)!

  #wayTo(folder: number): Promise<readonly string[]> {
    const known = this.#ways.get(folder)
    if (known !== undefined && performance.now() - known.at < WAY_HOLDS) return known.way
    const way = wayTo(folder)
    this.#ways.set(folder, { at: performance.now(), way })
    way.catch(() => this.#ways.delete(folder))
    return way
  }

  #check(deposit: Deposit): void {
    if (this.#checks.has(deposit.id)) return
    const rows = this.#queue.rows.filter((row) => row.deposit === deposit.id && row.stage === 'planned')
    if (rows.length === 0 && deposit.stage !== 'checking') return
    this.#checks.add(deposit.id)
    this.#foresee(deposit, rows)
      .catch((error: unknown) => this.#failCheck(error, deposit))
      .finally(() => {
        this.#checks.delete(deposit.id)
        this.#work()
      })
  }

  async #foresee(deposit: Deposit, rows: readonly Row[]): Promise<void> {
    const { id, folder } = deposit
    // Wanted by the first that is sent; where it fails, that one finds out.
    if (rows.length > 0) this.#wayTo(folder).catch(() => {})
    if (this.#flights.size === 0) this.#ahead.expect(firstBatches(rows), this.#fileOf)
    const missing =
      rows.length === 0
        ? 0
        : await foresee(folder, rows, (verdicts) => this.tell({ kind: 'judged', verdicts }))
    if (missing === 0) await this.#makeFolders(deposit)
    this.tell({ kind: 'checked', deposit: id, missing })
  }

  /** All that files of a deposit go into, and those that came along empty. */
  async #makeFolders({ id, folder, folders }: Deposit): Promise<void> {
    const made = this.#made.get(id) ?? new Set<string>()
    this.#made.set(id, made)
    const wanted = new Map(folders.map((path) => [keyOf(path), path]))
    const rows = this.#queue.rows.filter(
      (row) => row.deposit === id && (row.stage === 'waiting' || row.correction === undefined),
    )
    for (const row of rows) if (row.folder.length > 0) wanted.set(keyOf(row.folder), row.folder)
    for (const key of made) wanted.delete(key)
    if (wanted.size === 0) return
    const failures = await makeFolders(folder, [...wanted.values()])
    for (const key of wanted.keys()) if (!failures.has(key)) made.add(key)
    for (const [key, failure] of failures) {
      const ids = rows.filter((row) => keyOf(row.folder) === key).map((row) => row.id)
      if (ids.length > 0) this.tell({ kind: 'failed', ids, failure })
    }
  }

  #failCheck(error: unknown, { id }: Deposit): void {
    const consequence = consequenceOfError(error)
    const waits = consequence === 'line' || consequence === 'session'
    const failure = error instanceof Problem ? failureOf(error) : ({ kind: 'server' } as const)
    const ids = this.#queue.rows.filter(({ deposit }) => deposit === id).map((row) => row.id)
    this.#bear(waits ? consequence : failure, ids)
    if (!waits) this.tell({ kind: 'checked', deposit: id, missing: 0 })
  }

  #abandon(before: Queue, ids: readonly number[]): void {
    for (const id of ids) {
      const row = rowOf(before, id)
      if (row?.upload !== undefined && rowOf(this.#queue, id)?.stage === 'cancelled') void abandon(row.upload)
    }
  }

  #forget(): void {
    this.#sources.clear()
    this.#made.clear()
    this.#ways.clear()
  }
}
