import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import { startDigest } from '../content/digest.ts'
import { BLOB_DIGEST } from '../content/stored.ts'

export interface BlobRow {
  readonly key: string
  readonly size: number
  readonly digest: string
}

/** The bytes are not those that were written once. */
export class BlobDiffers extends Error {
  override readonly name = 'BlobDiffers'
  constructor(key: string) {
    super(`the blob ${key} is damaged: its hash differs`)
  }
}

/** @throws BlobDiffers after the last byte, so that a store which is given them keeps nothing. */
async function* verified(store: BlobStore, blob: BlobRow): AsyncGenerator<Uint8Array> {
  const digest = startDigest(BLOB_DIGEST)
  for await (const chunk of await store.open(blob.key)) {
    digest.update(chunk as Uint8Array)
    yield chunk as Uint8Array
  }
  if (`${BLOB_DIGEST}:${digest.hex()}` !== blob.digest) throw new BlobDiffers(blob.key)
}

async function isWhole(store: BlobStore, blob: BlobRow): Promise<boolean> {
  try {
    for await (const _ of verified(store, blob));
    return true
  } catch (error) {
    if (error instanceof BlobDiffers) return false
    throw error
  }
}

/**
 * Copies a blob unless it is there; what is copied is verified on the way.
 * @param trusting takes one of the right size for the right one, which makes a second copy quick.
 * @returns whether it had to be copied.
 * @throws BlobDiffers, and what the stores throw.
 */
export async function copyBlob(
  from: BlobStore,
  to: BlobStore,
  blob: BlobRow,
  trusting: boolean,
): Promise<boolean> {
  const there = await to.size(blob.key)
  if (there === blob.size && (trusting || (await isWhole(to, blob)))) return false
  if (there !== undefined) await to.remove([blob.key])
  await to.put(blob.key, verified(from, blob), blob.size)
  return true
}

/** One blob that is lost must not keep all others from being saved; a full disk or a lost network must. */
export const isLoss = (error: unknown): boolean =>
  error instanceof Error && ['BlobMissing', 'BlobDiffers', 'BlobSizeDiffers'].includes(error.name)
