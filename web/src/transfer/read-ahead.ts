import type { Row } from './row.ts'

const keyOf = (rows: readonly Row[]): string => rows.map(({ id }) => id).join(' ')

/** In one go: a pipe of its own for each file takes a browser longer than the file itself. */
export const readAll = async (rows: readonly Row[], fileOf: (row: Row) => File): Promise<ArrayBuffer> =>
  await new Blob(rows.map(fileOf)).arrayBuffer()

/** Bytes that are likely to be sent next, read while the line and the server are busy with others. */
export class ReadAhead {
  #read = new Map<string, Promise<ArrayBuffer>>()

  /** Reads these, and holds no others any more: they were refused, asked about or given up. */
  expect(batches: readonly (readonly Row[])[], fileOf: (row: Row) => File): void {
    const before = this.#read
    this.#read = new Map()
    for (const batch of batches) {
      const key = keyOf(batch)
      const bytes = before.get(key) ?? readAll(batch, fileOf)
      bytes.catch(() => {})
      this.#read.set(key, bytes)
    }
  }

  /** For who sends just these together. */
  take(rows: readonly Row[]): Promise<ArrayBuffer> | undefined {
    const key = keyOf(rows)
    const bytes = this.#read.get(key)
    this.#read.delete(key)
    return bytes
  }
}
