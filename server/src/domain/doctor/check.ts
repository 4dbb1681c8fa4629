import type { Reader, Writer } from '../../storage/records/records.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import type { FindingKind } from './finding.ts'

export interface Mending {
  /** Seconds. */
  readonly now: number
  /** The folder for what has lost its place, in a language of the catalogues or ''. */
  recoveredName(language: string): string
}

interface CheckDescription<Row> {
  readonly kind: FindingKind
  /**
   * Finds the faults whose key lies between two values, both included, which are its only places. Faults alone
   * leave the database, so that a sound house costs no memory.
   */
  readonly sql: string
  /** A fault that the statement cannot tell from a sound state. */
  unless?(reader: Reader, row: Row): Promise<boolean>
  /** The value the slices are cut along: what the statement is given to look at this one fault again. */
  key(row: Row): string | number
  subject(row: Row): string
  detail(row: Row): string
  spaces?(row: Row): readonly SpaceId[]
  /**
   * Mends without losing anything, under the locks of `spaces`, what still is so.
   * @returns what was done; undefined when nothing could be.
   */
  mend?(writer: Writer, row: Row, mending: Mending): Promise<string | undefined>
}

/** One promise of the model, and how to see that it is kept. */
export type Check = CheckDescription<never>

/** Keeps the type of the rows inside the check, and gives the lists one type for all. */
export const check = <Row>(description: CheckDescription<Row>): Check => description

/** A table, or an index of one, that is walked through from one end to the other. */
export interface Walk {
  readonly table: string
  readonly key: string
  readonly checks: readonly Check[]
}

const SLICE = 2_000

interface Slice {
  readonly first: string | number
  readonly last: string | number
  readonly count: number
}

/** Cuts a table into slices of its key, each small enough that nobody waits for it. */
export async function* slices(reader: Reader, { table, key }: Walk): AsyncGenerator<Slice> {
  const select = (where: string): string => `SELECT min(k) AS first, max(k) AS last, count(*) AS count
    FROM (SELECT ${key} AS k FROM ${table} ${where} ORDER BY ${key} LIMIT ${SLICE}) s`
  const [begin, go] = [select(''), select(`WHERE ${key} > ?`)]
  type Found = { [Name in 'first' | 'last']: string | number | null } & { count: number }
  for (let last: string | number | undefined; ; ) {
    const found: Found = (
      last === undefined ? await reader.get<Found>(begin) : await reader.get<Found>(go, last)
    )!
    if (found.first === null || found.last === null) return
    yield { first: found.first, last: found.last, count: found.count }
    last = found.last
  }
}
