import { CreateBucketCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3'
import type { S3Address } from './s3-address.ts'

/** Connections are held for as long as people read; `openBlobs` keeps readers below this. */
export const mostConnections = 512

export function connectS3(address: S3Address): S3Client {
  return new S3Client({
    region: address.region,
    ...(address.endpoint && { endpoint: address.endpoint, forcePathStyle: true }),
    ...(address.credentials && { credentials: address.credentials }),
    // The default is a checksum in a trailer, which servers other than Amazon's refuse (411, 501) or store.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: address.timeout * 1000,
      throwOnRequestTimeout: true,
      // Without a byte of an answer's body: generous, since a person who pauses a film stops reading too.
      socketTimeout: 300_000,
      httpAgent: { keepAlive: true, maxSockets: mostConnections },
      httpsAgent: { keepAlive: true, maxSockets: mostConnections },
    },
  })
}

export const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode

/** Makes the bucket where it is missing and the keys allow it. */
export async function ensureBucket(client: S3Client, { bucket, endpoint, region }: S3Address): Promise<void> {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }))
    return
  } catch (error) {
    if (statusOf(error) !== 404) throw new Error(`S3 bucket ${bucket} cannot be used: ${reason(error)}`)
  }
  const elsewhere = !endpoint && region !== 'us-east-1'
  try {
    await client.send(
      new CreateBucketCommand({
        Bucket: bucket,
        ...(elsewhere && { CreateBucketConfiguration: { LocationConstraint: region as never } }),
      }),
    )
  } catch (error) {
    // Another process of this instance may have made it just now.
    if ((error as Error).name === 'BucketAlreadyOwnedByYou') return
    throw new Error(`S3 bucket ${bucket} is missing and could not be made: ${reason(error)}`)
  }
}

/** An answer without a body, as to HEAD, has no name of its own. */
function reason(error: unknown): string {
  const { name, message } = error as Error
  const status = statusOf(error)
  if (status === 403) return 'access denied'
  return status ? `${name} (status ${status})` : message || name
}
