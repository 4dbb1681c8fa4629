import type { Checksum } from '../../vocabulary/checksum.ts'

/** A range of a blob. */
export interface Extent {
  readonly blob: string
  readonly start: number
  readonly length: number
  /** Of its blocks, in order; empty where they are unknown. */
  readonly sums: string
}

/** A blob that is durable, with what its row will say. */
export interface StoredBlob {
  readonly key: string
  readonly size: number
  readonly digest: Checksum
}

/** What every blob is checked against later. As fast as any other here, and the one that sync clients send. */
export const BLOB_DIGEST = 'SHA1'
