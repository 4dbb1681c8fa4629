import type { DomainEvent } from '../../vocabulary/domain-event.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import type { State } from './state.ts'

export type Value = string | number | null | Uint8Array

/** Names of the instance-wide sequences. */
export type Sequence = 'node' | 'share' | 'row'

/**
 * Reading, from one snapshot. SQL is portable text with `?` for values; each distinct text is prepared
 * once per connection, so texts must come from constants, never from values.
 */
export interface Reader {
  readonly engine: 'sqlite' | 'postgres'
  /**
   * While it stays the same, nothing at all has changed, whoever might have changed it: what was read then still
   * stands. Undefined where that cannot be told.
   */
  readonly generation?: State | undefined
  /**
   * While it stays the same, nothing has changed about who is given what and where nodes lie, whatever else was
   * written: statements that change such things are known by their text. Undefined where that cannot be told.
   */
  structure?(): Promise<State | undefined>
  get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined>
  all<Row>(sql: string, ...values: Value[]): Promise<Row[]>
}

/** Writing, inside one transaction. Nothing but statements may be awaited: no I/O, no timers. */
export interface Writer extends Reader {
  /** @returns how many rows changed. */
  run(sql: string, ...values: Value[]): Promise<number>
  /** The first of `count` consecutive ids that nobody was or will be given. */
  ids(sequence: Sequence, count?: number): Promise<number>
  /** Called after the transaction is durable, in order; never when it is rolled back. */
  onCommit(effect: () => void): void
  /** Told, when the transaction is durable, to those who listen to these records. */
  announce(event: DomainEvent): void
}

export interface Records {
  readonly engine: 'sqlite' | 'postgres'
  /** Everything `fn` reads comes from one snapshot. `fn` must await nothing but statements. */
  read<T>(fn: (reader: Reader) => Promise<T>): Promise<T>
  /** As `read`, for an `fn` that asks one statement at most: no transaction has to be opened and closed. */
  readOne<T>(fn: (reader: Reader) => Promise<T>): Promise<T>
  /** One statement, likewise. */
  get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined>
  /** One statement that looks through much, and gives little: nobody waits for it. It sees what was committed before. */
  lookThrough<Row>(sql: string, ...values: Value[]): Promise<Row[]>
  /**
   * Resolves when the change is durable; a throw in `fn` undoes all of it and nothing else.
   * @param spaces the spaces whose rows `fn` changes: their writers wait for each other.
   */
  write<T>(spaces: readonly SpaceId[], fn: (writer: Writer) => Promise<T>): Promise<T>
  /**
   * One of many steps of a long work: as `write`, but resolves once others see the change. It is durable by the
   * time a `write` that began later resolves.
   */
  writePart<T>(spaces: readonly SpaceId[], fn: (writer: Writer) => Promise<T>): Promise<T>
  /**
   * A long look at everything from one snapshot, on a connection of its own, so that nobody waits for it.
   * `fn` may await anything.
   */
  survey<T>(fn: (reader: Reader) => Promise<T>): Promise<T>
  /** `listener` is told what the writes of this process announce. */
  onAnnounced(listener: (event: DomainEvent) => void): void
  /** Whether another process has written since this was last asked, on an engine that can tell; it costs next to nothing. */
  writtenBeside(): boolean
  close(): Promise<void>
}
