import type { BlobStore } from './blob-store.ts'
import { DiskBlobs } from './disk.ts'
import { withLimit } from './wrap/limit.ts'
import { withRefusals } from './wrap/refuse.ts'
import { withRetry } from './wrap/retry.ts'

/**
 * Opens the store an address names, and makes what is missing: `disk` (in `folder`), `disk:/another/folder`, or
 * `s3://bucket[/prefix]?endpoint=http://…&region=…&accessKeyId=…&secretAccessKey=…`.
 *
 * @param folder where blobs lie when the address says only `disk`
 * @throws Error with one line for the operator
 */
export async function openBlobs(address: string, folder: string): Promise<BlobStore> {
  return withRefusals(await openStore(address, folder))
}

async function openStore(address: string, folder: string): Promise<BlobStore> {
  if (address === 'disk') return DiskBlobs.open(folder)
  if (address.startsWith('disk:/')) return DiskBlobs.open(address.slice('disk:'.length))
  if (address.startsWith('s3:')) return openS3(address)
  throw new Error('the blob address is neither "disk", "disk:/folder" nor "s3://bucket?endpoint=…"')
}

async function openS3(address: string): Promise<BlobStore> {
  const { parseS3Address } = await import('./s3-address.ts')
  const parsed = parseS3Address(address)
  // The client takes a quarter of a second to load, which an instance on disk does not owe.
  const [{ S3Blobs }, { mostConnections }] = await Promise.all([
    import('./s3.ts'),
    import('./s3-connection.ts'),
  ])
  // The client repeats single requests itself; this waits for a gateway that is being restarted.
  const store = withRetry(await S3Blobs.open(parsed), { waits: [500, 2000], within: 20_000 })
  // Slow readers hold connections: some are left for everything else.
  return withLimit(store, { readers: mostConnections - 128 })
}
