import type { DomainEvent } from '../../vocabulary/domain-event.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import { storageUnavailable } from '../storage-refusals.ts'
import { Aside } from './aside/aside.ts'
import { Checkpointer } from './checkpoints/checkpointer.ts'
import { Announcements, runEffects } from './effects.ts'
import { groupSync } from './group-sync.ts'
import type { Reader, Records, Sequence, Value, Writer } from './records.ts'
import { SharedSnapshot } from './shared-snapshot.ts'
import { SqliteConnection } from './sqlite-connection.ts'
import { refusedBySqlite } from './sqlite-refusals.ts'
import { changedStructure, changesStructure } from './structure.ts'

interface Waiting {
  /** Told as soon as others see it, without waiting for the disk. */
  readonly part: boolean
  work(): Promise<void>
  done(): void
  failed(error: unknown): void
  effects: (() => void)[]
}

const told = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error) => {
    throw refusedBySqlite(error)
  })

const BATCH_WRITES = 128
const BATCH_MILLISECONDS = 8

/**
 * Records in one SQLite file, WAL. One write queue: a batch is one transaction and each write in it a
 * savepoint. The commit itself does not wait for the disk; the log is flushed off the main thread, one flush
 * for all who committed meanwhile, and only then is a write acknowledged (docs/adr/0003).
 */
export class SqliteRecords implements Records {
  readonly engine = 'sqlite'
  readonly #file: string
  readonly #writer: SqliteConnection
  readonly #reader: SqliteConnection
  readonly #log: ReturnType<typeof groupSync>
  readonly #checkpoints: Checkpointer
  readonly #aside: Aside
  #queue: Waiting[] = []
  #draining: Promise<void> | undefined
  readonly #snapshot: SharedSnapshot
  readonly #announced = new Announcements()
  #dataVersion: number

  constructor(file: string) {
    this.#file = file
    this.#writer = new SqliteConnection(file, { readonly: false })
    this.#writer.raw.pragma('synchronous = NORMAL')
    this.#reader = new SqliteConnection(file, { readonly: true })
    this.#snapshot = new SharedSnapshot(this.#reader)
    this.#log = groupSync(`${file}-wal`)
    this.#dataVersion = this.#readDataVersion()
    this.#checkpoints = new Checkpointer(file, this.#writer)
    this.#aside = new Aside(file)
  }

  read<T>(fn: (reader: Reader) => Promise<T>): Promise<T> {
    return told(this.#snapshot.read(fn))
  }

  readOne<T>(fn: (reader: Reader) => Promise<T>): Promise<T> {
    return this.read(fn)
  }

  get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined> {
    return told(this.#snapshot.read((reader) => reader.get<Row>(sql, ...values)))
  }

  lookThrough<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
    return told(this.#aside.all<Row>(sql, ...values))
  }

  write<T>(_spaces: readonly SpaceId[], fn: (writer: Writer) => Promise<T>): Promise<T> {
    return this.#enqueue(fn, false)
  }

  writePart<T>(_spaces: readonly SpaceId[], fn: (writer: Writer) => Promise<T>): Promise<T> {
    return this.#enqueue(fn, true)
  }

  #enqueue<T>(fn: (writer: Writer) => Promise<T>, part: boolean): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const effects: (() => void)[] = []
      const writer = new SqliteWriter(this.#writer, effects, this.#announced)
      let result: T
      this.#queue.push({
        part,
        work: async () => {
          result = await fn(writer)
        },
        done: () => resolve(result),
        failed: (error) => reject(refusedBySqlite(error)),
        effects,
      })
      this.#draining ??= this.#drain()
    })
  }

  async #drain(): Promise<void> {
    // One turn of the event loop lets writes that arrive together share a transaction.
    await new Promise(setImmediate)
    while (this.#queue.length > 0) {
      const batch: Waiting[] = []
      try {
        if (this.#log.isBroken()) await this.#mend()
        await this.#checkpoints.room()
        this.#writer.prepare('BEGIN IMMEDIATE').run()
        const until = performance.now() + BATCH_MILLISECONDS
        while (this.#queue.length > 0 && batch.length < BATCH_WRITES && performance.now() < until)
          await this.#one(this.#queue.shift()!, batch)
        this.#writer.prepare('COMMIT').run()
        this.#snapshot.retire()
        this.#checkpoints.committed()
        this.#acknowledge(batch)
      } catch (error) {
        this.#undo()
        if (batch.length === 0) batch.push(...this.#queue.splice(0))
        for (const waiting of batch) waiting.failed(error)
      }
      await new Promise(setImmediate)
    }
    this.#draining = undefined
  }

  async #one(waiting: Waiting, batch: Waiting[]): Promise<void> {
    try {
      this.#writer.prepare('SAVEPOINT write').run()
      await waiting.work()
      this.#writer.prepare('RELEASE write').run()
      batch.push(waiting)
    } catch (error) {
      // Told with the rest of the batch: it may rest on what a neighbour has just changed.
      batch.push({ ...waiting, effects: [], done: () => waiting.failed(error) })
      // A full disk ends the whole transaction by itself; nothing of the batch may then be acknowledged.
      if (!this.#writer.raw.inTransaction) throw error
      this.#writer.prepare('ROLLBACK TO write').run()
      this.#writer.prepare('RELEASE write').run()
    }
  }

  /** What has failed already must not end the queue, or nobody would ever be answered again. */
  #undo(): void {
    try {
      if (this.#writer.raw.inTransaction) this.#writer.prepare('ROLLBACK').run()
    } catch {
      // The next BEGIN says what is wrong.
    }
  }

  /**
   * After a failed flush nobody knows how much of the log the disk has, and a later flush that succeeds proves
   * nothing about the earlier pages. Only when everything lies in the database itself may writing go on.
   */
  async #mend(): Promise<void> {
    await this.#checkpoints.rest()
    this.#snapshot.retire()
    const [{ busy }] = this.#writer.raw.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }]
    if (busy !== 0) throw storageUnavailable('the log could not be flushed')
    this.#log.mend()
  }

  #acknowledge(batch: Waiting[]): void {
    for (const waiting of batch) if (waiting.part) waiting.done()
    if (batch.every((waiting) => waiting.part && waiting.effects.length === 0)) return
    this.#log.sync().then(
      () => {
        for (const waiting of batch) {
          runEffects(waiting.effects)
          waiting.done()
        }
      },
      (error) => {
        for (const waiting of batch) waiting.failed(error)
      },
    )
  }

  async survey<T>(fn: (reader: Reader) => Promise<T>): Promise<T> {
    const connection = new SqliteConnection(this.#file, { readonly: true })
    try {
      connection.prepare('BEGIN').run()
      return await fn(connection)
    } finally {
      connection.close()
    }
  }

  onAnnounced(listener: (event: DomainEvent) => void): void {
    this.#announced.add(listener)
  }

  /** The number stays the same for what the asking connection writes itself, and all of ours goes through this one. */
  writtenBeside(): boolean {
    const before = this.#dataVersion
    this.#dataVersion = this.#readDataVersion()
    return this.#dataVersion !== before
  }

  #readDataVersion(): number {
    return this.#writer.raw.pragma('data_version', { simple: true }) as number
  }

  async close(): Promise<void> {
    await this.#draining
    this.#snapshot.retire()
    await this.#log.close()
    await this.#checkpoints.close()
    await this.#aside.close()
    this.#reader.close()
    this.#writer.close()
  }
}

class SqliteWriter implements Writer {
  readonly engine = 'sqlite'
  readonly #connection: SqliteConnection
  readonly #effects: (() => void)[]
  readonly #announced: Announcements
  #isNoted = false

  constructor(connection: SqliteConnection, effects: (() => void)[], announced: Announcements) {
    this.#connection = connection
    this.#effects = effects
    this.#announced = announced
  }

  get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined> {
    if (changesStructure(sql)) this.#note()
    return this.#connection.get<Row>(sql, ...values)
  }

  all<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
    if (changesStructure(sql)) this.#note()
    return this.#connection.all<Row>(sql, ...values)
  }

  async run(sql: string, ...values: Value[]): Promise<number> {
    const { changes } = this.#connection.prepare(sql).run(...values)
    if (changedStructure(sql, changes)) this.#note()
    return changes
  }

  /** Counted up once in a write, and undone with it: the number is the database's own. */
  #note(): void {
    if (this.#isNoted) return
    this.#isNoted = true
    const { raw } = this.#connection
    const before = raw.pragma('user_version', { simple: true }) as number
    raw.pragma(`user_version = ${(before + 1) % 2 ** 31}`)
  }

  async ids(sequence: Sequence, count = 1): Promise<number> {
    const row = this.#connection
      .prepare('UPDATE sequence SET next = next + ? WHERE name = ? RETURNING next')
      .get(count, sequence) as { next: number }
    return row.next - count
  }

  onCommit(effect: () => void): void {
    this.#effects.push(effect)
  }

  announce(event: DomainEvent): void {
    this.#effects.push(() => this.#announced.tell(event))
  }
}
