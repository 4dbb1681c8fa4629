import type { BlobStore } from '../blobs/blob-store.ts'
import type { Value } from '../records/records.ts'

export interface ArchivedTable {
  readonly columns: readonly string[]
  readonly rows: number
  /** Where it lies within the archive. */
  readonly file: string
  readonly sha256: string
}

/** What makes an archive one: written last, and never without everything it names. */
export interface Manifest {
  readonly format: 1
  /** Of the program that took it. */
  readonly version: string
  /** Number of the schema the rows have. */
  readonly schema: number
  readonly instance: string
  /** When the snapshot was taken: milliseconds since 1970. */
  readonly taken: number
  readonly tables: Readonly<Record<string, ArchivedTable>>
  readonly blobs: { readonly count: number; readonly bytes: number }
  /** Keys of blobs that were lost or damaged already when it was taken. */
  readonly damaged: readonly string[]
  /** Tells whether a secret is the one the rows were made under, without telling it. */
  readonly secretMark: string
}

export type Row = readonly Value[]

/** Rows and bytes of one moment, kept in one place. */
export interface Archive {
  readonly blobs: BlobStore
  /** @returns undefined where nothing complete lies. @throws Error when it is not one of ours. */
  manifest(): Promise<Manifest | undefined>
  /** Rows of one table, durable when this resolves; seen by nobody before `finish`. */
  keepTable(
    name: string,
    columns: readonly string[],
    rows: AsyncIterable<readonly Row[]>,
  ): Promise<ArchivedTable>
  /** Makes the archive what the manifest says, in one step, and then forgets the one before. */
  finish(manifest: Manifest): Promise<void>
  /** @throws Error when the bytes are not those that were kept. */
  verifyTable(table: ArchivedTable): Promise<void>
  rows(table: ArchivedTable): AsyncIterable<Row>
}
