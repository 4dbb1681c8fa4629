import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'

/** With the one being filled and the one waiting: memory for four parts per upload. */
const partsInFlight = 2

export interface S3Target {
  Bucket: string
  Key: string
}

export const putObject = (client: S3Client, target: S3Target, body: Buffer, mark: Record<string, string>) =>
  client.send(
    new PutObjectCommand({
      ...target,
      Body: body,
      ContentLength: body.length,
      Metadata: mark,
      IfNoneMatch: '*',
    }),
  )

/** Uploads parts as they come; when one fails or the body throws, nothing of them is left. */
export async function putParts(
  client: S3Client,
  target: S3Target,
  parts: AsyncIterable<Buffer>,
  mark: Record<string, string>,
): Promise<void> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...target, Metadata: mark }))
  const upload = { ...target, UploadId }
  const flying = new Set<Promise<void>>()
  const done: CompletedPart[] = []
  let failed: { error: unknown } | undefined
  const send = async (PartNumber: number, Body: Buffer) => {
    try {
      const part = new UploadPartCommand({ ...upload, PartNumber, Body, ContentLength: Body.length })
      done.push({ PartNumber, ETag: (await client.send(part)).ETag })
    } catch (error) {
      failed ??= { error }
    }
  }
  try {
    let number = 0
    for await (const body of parts) {
      const sending = send(++number, body).finally(() => flying.delete(sending))
      flying.add(sending)
      if (flying.size >= partsInFlight) await Promise.race(flying)
      if (failed) throw failed.error
    }
    await Promise.all(flying)
    if (failed) throw failed.error
    done.sort((a, b) => a.PartNumber! - b.PartNumber!)
    const complete = { ...upload, MultipartUpload: { Parts: done }, IfNoneMatch: '*' }
    await client.send(new CompleteMultipartUploadCommand(complete))
  } catch (error) {
    await Promise.all(flying)
    // What cannot be aborted now is swept later.
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => {})
    throw error
  }
}
