import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3'
import { type BlobKey, isBlobKey } from '../../vocabulary/blob-key.ts'
import { BlobMissing, BlobRangeOutside, BlobTaken, checkBlobKey } from './blob-errors.ts'
import type { BlobRange, BlobReader, BlobStore } from './blob-store.ts'
import { CountedBody } from './counted.ts'
import { checkRange, rangeWithin } from './range.ts'
import { readerOf } from './reader-of.ts'
import type { S3Address } from './s3-address.ts'
import { connectS3, ensureBucket, statusOf } from './s3-connection.ts'
import { chained, inParts, partLengths } from './s3-parts.ts'
import { sweepUploads } from './s3-sweep.ts'
import { putObject, putParts } from './s3-write.ts'
import { streamOf } from './stream-of.ts'

/** The most that DeleteObjects takes. */
const keysPerDelete = 1000

/** Blobs as objects `<prefix><key>` of one bucket. */
export class S3Blobs implements BlobStore {
  readonly #client: S3Client
  readonly #bucket: string
  readonly #prefix: string
  /** Keys this process is writing. */
  readonly #writing = new Set<BlobKey>()

  private constructor(client: S3Client, { bucket, prefix }: S3Address) {
    this.#client = client
    this.#bucket = bucket
    this.#prefix = prefix
  }

  /** Makes the bucket where it is missing and the keys allow it. */
  static async open(address: S3Address): Promise<S3Blobs> {
    const client = connectS3(address)
    try {
      await ensureBucket(client, address)
    } catch (error) {
      client.destroy()
      throw error
    }
    return new S3Blobs(client, address)
  }

  async put(key: BlobKey, body: AsyncIterable<Uint8Array>, size?: number): Promise<number> {
    checkBlobKey(key)
    if (this.#writing.has(key)) throw new BlobTaken(key)
    this.#writing.add(key)
    try {
      return await this.#write(key, body, size)
    } finally {
      this.#writing.delete(key)
    }
  }

  /** One request where the body fits in one part; otherwise parts, sent while the next ones arrive. */
  async #write(key: BlobKey, body: AsyncIterable<Uint8Array>, size: number | undefined): Promise<number> {
    // Tells our object from another's when an answer is lost and the repeated request finds the key taken.
    const mark = { write: randomUUID() }
    const counted = new CountedBody(body, size)
    const parts = inParts(counted, partLengths(size))
    try {
      const first = (await parts.next()).value as Buffer
      const second = await parts.next()
      if (second.done) await putObject(this.#client, this.#target(key), first, mark)
      else {
        if (await this.#head(key)) throw new BlobTaken(key)
        await putParts(this.#client, this.#target(key), chained([first, second.value], parts), mark)
      }
    } catch (error) {
      if (!isFromS3(error) || !(await this.#isStored(key, mark.write))) {
        if (statusOf(error) === 412 || statusOf(error) === 409) throw new BlobTaken(key)
        throw error
      }
    } finally {
      await parts.return()
    }
    return counted.total
  }

  async open(key: BlobKey, range?: BlobRange): Promise<Readable> {
    checkBlobKey(key)
    if (range) checkRange(range)
    // HTTP has no empty range.
    if (range && range.start === range.end) return this.#openEmpty(key, range)
    const Range = range && `bytes=${range.start}-${range.end - 1}`
    try {
      const { Body, ContentLength } = await this.#client.send(
        new GetObjectCommand({ ...this.#target(key), Range }),
      )
      const stream = Body as Readable
      if (range && ContentLength !== range.end - range.start) {
        stream.destroy()
        throw new BlobRangeOutside(`range to ${range.end} in a shorter blob`)
      }
      return stream
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') throw new BlobMissing(key)
      if (statusOf(error) === 416) throw new BlobRangeOutside(`range from ${range?.start} in a shorter blob`)
      throw error
    }
  }

  async #openEmpty(key: BlobKey, range: BlobRange): Promise<Readable> {
    const size = await this.size(key)
    if (size === undefined) throw new BlobMissing(key)
    rangeWithin(range, size)
    return streamOf(Buffer.alloc(0))
  }

  async read(key: BlobKey, range?: BlobRange): Promise<BlobReader> {
    return readerOf(await this.open(key, range))
  }

  async size(key: BlobKey): Promise<number | undefined> {
    checkBlobKey(key)
    return (await this.#head(key))?.ContentLength
  }

  async remove(keys: readonly BlobKey[]): Promise<void> {
    for (const key of keys) checkBlobKey(key)
    for (let at = 0; at < keys.length; at += keysPerDelete) {
      const Objects = keys.slice(at, at + keysPerDelete).map((key) => ({ Key: this.#prefix + key }))
      const Delete = { Objects, Quiet: true }
      const { Errors } = await this.#client.send(new DeleteObjectsCommand({ Bucket: this.#bucket, Delete }))
      const fault = Errors?.find(({ Code }) => Code !== 'NoSuchKey')
      if (fault) throw new Error(`S3 did not remove ${fault.Key}: ${fault.Code}`)
    }
  }

  async *list(after?: BlobKey): AsyncIterable<BlobKey> {
    if (after !== undefined) checkBlobKey(after)
    const StartAfter = after && this.#prefix + after
    const query = { Bucket: this.#bucket, Prefix: this.#prefix, StartAfter }
    for await (const { Contents = [] } of paginateListObjectsV2({ client: this.#client }, query))
      for (const { Key = '' } of Contents) {
        const key = Key.slice(this.#prefix.length)
        if (isBlobKey(key)) yield key
      }
  }

  sweepUnfinished(before: number): Promise<number> {
    const sweepable = (objectKey: string) => {
      const key = objectKey.slice(this.#prefix.length)
      return isBlobKey(key) && !this.#writing.has(key)
    }
    return sweepUploads(this.#client, { bucket: this.#bucket, prefix: this.#prefix, before, sweepable })
  }

  async close(): Promise<void> {
    this.#client.destroy()
  }

  #target(key: BlobKey) {
    return { Bucket: this.#bucket, Key: this.#prefix + key }
  }

  /** Whether a write whose answer was lost, or was refused on repetition, went through after all. */
  async #isStored(key: BlobKey, mark: string): Promise<boolean> {
    const stored = await this.#head(key).catch(() => undefined)
    return stored?.Metadata?.write === mark
  }

  async #head(key: BlobKey): Promise<HeadObjectCommandOutput | undefined> {
    try {
      return await this.#client.send(new HeadObjectCommand(this.#target(key)))
    } catch (error) {
      if (statusOf(error) === 404) return undefined
      throw error
    }
  }
}

/** The client marks its own failures, answered or not; a failing body's are not among them. */
const isFromS3 = (error: unknown) => typeof error === 'object' && error !== null && '$metadata' in error
