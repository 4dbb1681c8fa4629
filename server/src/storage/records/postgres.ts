import pg from 'pg'
import type { DomainEvent } from '../../vocabulary/domain-event.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { diskFull, storageUnavailable } from '../storage-refusals.ts'
import { Announcements, runEffects } from './effects.ts'
import { PostgresConnection } from './postgres-connection.ts'
import { PostgresSnapshot, structures } from './postgres-structure.ts'
import { PostgresWriter } from './postgres-writer.ts'
import type { Reader, Records, Sequence, Value, Writer } from './records.ts'

interface Waiting {
  readonly part: boolean
  work(connection: PostgresConnection): Promise<void>
  done(): void
  failed(error: unknown): void
}

const BATCH_WRITES = 32
const ID_BLOCK = 64
const RETRIES = 3

const NO_ROOM = '53100'

/** Milliseconds that a statement may wait for a lock, and take in all; a survey may take its time. */
const WAIT_FOR_LOCK = 10_000
const STATEMENT = 60_000

const types: pg.CustomTypesConfig = {
  // Ids and sizes stay below 2^53 by design, so 64-bit integers are plain numbers here.
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === 20 || oid === 1700 ? Number : pg.types.getTypeParser(oid, format as 'text')) as never,
}

/** Serialisation failure and deadlock: the transaction may simply be tried again. */
const retriable = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01')

/** Nothing is wrong with what was asked: it may be asked again. */
const told = (error: unknown): unknown => (retriable(error) ? storageUnavailable(error) : error)
const tell = (error: unknown): never => {
  throw told(error)
}

/** Everything that is not an answer of the database about a statement: the line, the server, the pool, a wait. */
const unreachable = (error: unknown): boolean =>
  !(error instanceof Refusal) &&
  (error instanceof pg.DatabaseError
    ? /^(08|53|57|58|55P03|25006)/.test(error.code ?? '')
    : error instanceof Error &&
      (/terminated|timeout exceeded|Client has encountered|not queryable/i.test(error.message) ||
        /^(ECONN|EPIPE|ENOTFOUND|ETIMEDOUT|ENOENT)/.test(String((error as NodeJS.ErrnoException).code))))

/**
 * Records in PostgreSQL, for many processes. Writers of one space queue behind its row; those of one process
 * that wait together share a transaction, each in a savepoint.
 */
export class PostgresRecords implements Records {
  readonly engine = 'postgres'
  readonly #pool: pg.Pool
  readonly #idPool: pg.Pool
  readonly #queues = new Map<SpaceId, Waiting[]>()
  readonly #announced = new Announcements()
  readonly #structures = structures()
  readonly #blocks = new Map<Sequence, { next: number; end: number }>()

  constructor(url: string, options: { connections?: number } = {}) {
    const shared = {
      ...{ connectionString: url, types, connectionTimeoutMillis: 5_000 },
      ...{ lock_timeout: WAIT_FOR_LOCK, statement_timeout: STATEMENT },
      // A server that vanishes without a word is noticed in seconds.
      ...{ keepAlive: true, keepAliveInitialDelayMillis: 10_000 },
    }
    this.#pool = new pg.Pool({ ...shared, max: options.connections ?? 10 })
    // A writer that needs ids already holds a connection: with one pool, enough writers would wait for each other.
    this.#idPool = new pg.Pool({ ...shared, max: 1 })
    for (const pool of [this.#pool, this.#idPool]) {
      pool.on('error', () => {})
      // A lent connection that breaks between two statements is told by the next one; unheard, it ends the process.
      pool.on('connect', (client) => client.on('error', () => {}))
    }
  }

  read<T>(fn: (reader: Reader) => Promise<T>): Promise<T> {
    return this.#look((connection) => fn(new PostgresSnapshot(connection, this.#structures)))
  }

  #look<T>(fn: (connection: PostgresConnection) => Promise<T>): Promise<T> {
    const work = async (connection: PostgresConnection): Promise<T> => {
      await connection.execute('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
      return await fn(connection)
    }
    return this.#transaction(work).catch(tell)
  }

  readOne<T>(fn: (reader: Reader) => Promise<T>): Promise<T> {
    return this.#lend(fn).catch(tell)
  }

  get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined> {
    return this.#lend((connection) => connection.get<Row>(sql, ...values)).catch(tell)
  }

  lookThrough<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
    return this.#lend((connection) => connection.all<Row>(sql, ...values)).catch(tell)
  }

  survey<T>(fn: (reader: Reader) => Promise<T>): Promise<T> {
    return this.#look(async (connection) => {
      await connection.execute('SET LOCAL statement_timeout = 0')
      return await fn(connection)
    })
  }

  write<T>(spaces: readonly SpaceId[], fn: (writer: Writer) => Promise<T>): Promise<T> {
    return this.#begin(spaces, fn, false)
  }

  writePart<T>(spaces: readonly SpaceId[], fn: (writer: Writer) => Promise<T>): Promise<T> {
    return this.#begin(spaces, fn, true)
  }

  #begin<T>(spaces: readonly SpaceId[], fn: (writer: Writer) => Promise<T>, part: boolean): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: T
      let effects: (() => void)[] = []
      const waiting: Waiting = {
        part,
        work: async (connection) => {
          effects = []
          const writer = new PostgresWriter(connection, {
            ids: (sequence, count) => this.#ids(sequence, count),
            effect: (effect) => void effects.push(effect),
            announced: this.#announced,
          })
          result = await fn(writer)
          await writer.finish()
        },
        done: () => {
          runEffects(effects)
          resolve(result)
        },
        failed: reject,
      }
      if (spaces.length === 1) this.#enqueue(spaces[0]!, waiting)
      else void this.#transact(spaces, [waiting], 0)
    })
  }

  #enqueue(space: SpaceId, waiting: Waiting): void {
    const queue = this.#queues.get(space)
    if (queue !== undefined) {
      queue.push(waiting)
      return
    }
    const started = [waiting]
    this.#queues.set(space, started)
    void this.#drain(space, started)
  }

  async #drain(space: SpaceId, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) await this.#transact([space], queue.splice(0, BATCH_WRITES), 0)
    this.#queues.delete(space)
  }

  /** Never rejects: each of the batch is told its own end. */
  async #transact(spaces: readonly SpaceId[], batch: Waiting[], tried: number): Promise<void> {
    const refused = new Map<Waiting, unknown>()
    try {
      await this.#transaction(async (connection) => {
        // A later commit that is waited for takes this one to the disk with it.
        const all = batch.every(({ part }) => part)
        await connection.execute(all ? 'BEGIN; SET LOCAL synchronous_commit = off' : 'BEGIN')
        if (spaces.length > 0) await this.#lock(connection, spaces)
        if (batch.length === 1) await batch[0]!.work(connection)
        else for (const waiting of batch) await this.#one(connection, waiting, refused)
      })
      // Not before the commit: a refusal may rest on what a neighbour in the batch has just changed.
      for (const waiting of batch)
        if (refused.has(waiting)) waiting.failed(refused.get(waiting))
        else waiting.done()
    } catch (error) {
      if (retriable(error) && tried < RETRIES) await this.#transact(spaces, batch, tried + 1)
      else for (const waiting of batch) waiting.failed(told(error))
    }
  }

  async #one(
    connection: PostgresConnection,
    waiting: Waiting,
    refused: Map<Waiting, unknown>,
  ): Promise<void> {
    await connection.execute('SAVEPOINT write')
    try {
      await waiting.work(connection)
      await connection.execute('RELEASE write')
    } catch (error) {
      if (unreachable(error) || retriable(error)) throw error
      await connection.execute('ROLLBACK TO write')
      refused.set(waiting, error)
    }
  }

  /** Always in the same order, so that two who need the same spaces cannot wait for each other. */
  async #lock(connection: PostgresConnection, spaces: readonly SpaceId[]): Promise<void> {
    for (const space of [...new Set(spaces)].sort((a, b) => a - b))
      await connection.get('SELECT id FROM space WHERE id = ? FOR UPDATE', space)
  }

  /** Runs `fn` between its BEGIN and the COMMIT (or ROLLBACK) made here. */
  #transaction<T>(fn: (connection: PostgresConnection) => Promise<T>): Promise<T> {
    return this.#lend(async (connection) => {
      try {
        const result = await fn(connection)
        await connection.execute('COMMIT')
        return result
      } catch (error) {
        if (!unreachable(error)) await connection.execute('ROLLBACK')
        throw error
      }
    })
  }

  async #lend<T>(fn: (connection: PostgresConnection) => Promise<T>): Promise<T> {
    let client: pg.PoolClient | undefined
    let broken = false
    try {
      client = await this.#pool.connect()
      return await fn(new PostgresConnection(client))
    } catch (error) {
      if (!unreachable(error)) throw error
      broken = true
      throw (error as { code?: unknown }).code === NO_ROOM ? diskFull(error) : storageUnavailable(error)
    } finally {
      client?.release(broken)
    }
  }

  async #ids(sequence: Sequence, count: number): Promise<number> {
    const block = this.#blocks.get(sequence)
    if (block !== undefined && block.next + count <= block.end) {
      block.next += count
      return block.next - count
    }
    const size = count === 1 ? ID_BLOCK : count
    const { rows } = await this.#idPool.query<{ next: number }>({
      ...{ name: 'ids', text: 'UPDATE sequence SET next = next + $1 WHERE name = $2 RETURNING next' },
      values: [size, sequence],
    })
    const end = rows[0]!.next
    if (count === 1) this.#blocks.set(sequence, { next: end - size + 1, end })
    return end - size
  }

  onAnnounced(listener: (event: DomainEvent) => void): void {
    this.#announced.add(listener)
  }

  writtenBeside(): boolean {
    return false
  }

  async close(): Promise<void> {
    await this.#pool.end()
    await this.#idPool.end()
  }
}
