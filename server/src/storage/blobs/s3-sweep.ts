import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListPartsCommand,
  type ListPartsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3'
import { statusOf } from './s3-connection.ts'

interface Sweep {
  bucket: string
  prefix: string
  /** Milliseconds since 1970. */
  before: number
  /** Whether an upload under this object key is ours and not under way in this process. */
  sweepable(objectKey: string): boolean
}

/** Ends multipart uploads that nothing was added to since `before`: their parts take room, invisibly. */
export async function sweepUploads(client: S3Client, sweep: Sweep): Promise<number> {
  let swept = 0
  let marker: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {}
  while (marker) {
    const query = { Bucket: sweep.bucket, Prefix: sweep.prefix, ...marker }
    const found: ListMultipartUploadsCommandOutput = await client.send(new ListMultipartUploadsCommand(query))
    for (const { Key = '', UploadId, Initiated } of found.Uploads ?? []) {
      const upload = { Bucket: sweep.bucket, Key, UploadId }
      if (!sweep.sweepable(Key) || (Initiated?.getTime() ?? 0) >= sweep.before) continue
      if (await touchedSince(client, upload, sweep.before)) continue
      await client.send(new AbortMultipartUploadCommand(upload)).catch(unlessGone)
      swept++
    }
    marker = found.IsTruncated
      ? { KeyMarker: found.NextKeyMarker, UploadIdMarker: found.NextUploadIdMarker }
      : undefined
  }
  return swept
}

async function touchedSince(
  client: S3Client,
  upload: { Bucket: string; Key: string; UploadId: string | undefined },
  before: number,
): Promise<boolean> {
  // The client's own pager never ends on a server that answers with a next marker on the last page.
  for (let PartNumberMarker: string | undefined; ; ) {
    const page: ListPartsCommandOutput = await client.send(
      new ListPartsCommand({ ...upload, PartNumberMarker }),
    )
    if (page.Parts?.some(({ LastModified }) => (LastModified?.getTime() ?? 0) >= before)) return true
    if (!page.IsTruncated || page.NextPartNumberMarker === PartNumberMarker) return false
    PartNumberMarker = page.NextPartNumberMarker
  }
}

function unlessGone(error: unknown): void {
  if (statusOf(error) !== 404) throw error
}
