import type { Reader, Value } from '../storage/records/records.ts'

/** No more values than this stand in one statement. */
export const WIDEST = 256
/** So many values stand in one statement, of few different lengths, so that each is prepared once. */
const WIDTHS = [1, 16, WIDEST] as const

/** A statement with a list of values in it, once for each length. */
export type ForMany = readonly string[]

/** `?, ?, …` */
export const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ')

/** @param text given `?, ?, …`. */
export const forMany = (text: (list: string) => string): ForMany => WIDTHS.map((width) => text(marks(width)))

/** A statement about the whole numbers in a list, which PostgreSQL takes as a single value: each costs to be sent. */
export interface ForNumbers {
  readonly one: string
  readonly each: ForMany
}

/** @param text given what stands between the brackets of `IN (…)`. */
export const forNumbers = (text: (list: string) => string): ForNumbers => ({
  one: text('SELECT unnest(CAST(? AS BIGINT[]))'),
  each: forMany(text),
})

/** As {@link askMany}. */
export const askNumbers = <Row>(reader: Reader, { one, each }: ForNumbers, numbers: readonly number[]) =>
  reader.engine === 'postgres' && numbers.length > 1
    ? reader.all<Row>(one, `{${numbers.join(',')}}`)
    : askMany<Row>(reader, each, numbers)

/**
 * Asks about many at once, instead of about each.
 * @param before values that stand before the list in the statement.
 * @param after those that stand after it.
 */
export async function askMany<Row>(
  reader: Reader,
  statements: ForMany,
  values: readonly Value[],
  before: readonly Value[] = [],
  after: readonly Value[] = [],
): Promise<Row[]> {
  const rows: Row[] = []
  for (let at = 0; at < values.length; ) {
    const left = values.length - at
    const fitting = WIDTHS.findIndex((width) => width >= left)
    const which = fitting < 0 ? WIDTHS.length - 1 : fitting
    const width = WIDTHS[which]!
    const some = values.slice(at, at + width)
    const filled = [...some, ...Array.from({ length: width - some.length }, () => some[0]!)]
    rows.push(...(await reader.all<Row>(statements[which]!, ...before, ...filled, ...after)))
    at += width
  }
  return rows
}
