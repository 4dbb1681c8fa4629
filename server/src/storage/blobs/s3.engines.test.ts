import { CreateMultipartUploadCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3'
import { expect, inject, test } from 'vitest'
import { freshBucket } from '../../../../test/rigs/s3.ts'
import { withTools } from '../../../../test/rigs/with-tools.ts'
import { newBlobKey } from '../../vocabulary/blob-key.ts'
import { blobStoreSuite } from './blob-store.suite.ts'
import { openBlobs } from './open-blobs.ts'
import { S3Blobs } from './s3.ts'
import { parseS3Address } from './s3-address.ts'
import { connectS3 } from './s3-connection.ts'
import { patterned } from './suite-bodies.ts'

const bucket = (path = '') => freshBucket(inject('s3')!).replace('?', `${path}?`)
const now = Date.UTC(2026, 10, 22)

withTools('s3', 'S3', () => {
  // More than one page of a listing, and of a batch of removals.
  blobStoreSuite('S3', () => openBlobs(bucket('/some/prefix'), ''), { listed: 1050 })

  test('stores under different prefixes of one bucket do not see each other', async () => {
    const address = parseS3Address(bucket())
    const [whole, inner] = [await S3Blobs.open(address), await S3Blobs.open({ ...address, prefix: 'in/' })]
    const key = newBlobKey(now)
    await inner.put(key, patterned(3))
    expect(await whole.size(key)).toBeUndefined()
    for await (const found of whole.list()) expect.unreachable(found)
    await Promise.all([whole.close(), inner.close()])
  })

  test('an upload cut short by a crash is invisible, and swept once it is old', async () => {
    const address = parseS3Address(bucket())
    const store = await S3Blobs.open(address)
    const client = connectS3(address)
    const key = newBlobKey(now)
    await client.send(new CreateMultipartUploadCommand({ Bucket: address.bucket, Key: key }))
    await client.send(new CreateMultipartUploadCommand({ Bucket: address.bucket, Key: 'not-ours' }))
    const uploads = async () =>
      (await client.send(new ListMultipartUploadsCommand({ Bucket: address.bucket }))).Uploads?.map(
        (upload) => upload.Key,
      )
    expect(await store.size(key)).toBeUndefined()
    expect(await store.sweepUnfinished(Date.now() - 3_600_000)).toBe(0)
    expect(await uploads()).toHaveLength(2)
    expect(await store.sweepUnfinished(Date.now() + 3_600_000)).toBe(1)
    expect(await uploads()).toEqual(['not-ours'])
    client.destroy()
    await store.close()
  })

  test('a failed body leaves no upload behind', async () => {
    const address = parseS3Address(bucket())
    const store = await S3Blobs.open(address)
    async function* cut() {
      yield* patterned(20 * 1024 * 1024)
      throw new Error('line cut')
    }
    await expect(store.put(newBlobKey(now), cut())).rejects.toThrow('line cut')
    expect(await store.sweepUnfinished(Date.now() + 3_600_000)).toBe(0)
    await store.close()
  })

  test('wrong keys are told in one line, without the secret', async () => {
    const address = bucket().replace('secretAccessKey=nuage', 'secretAccessKey=wrong')
    await expect(openBlobs(address, '')).rejects.toThrow(
      /^S3 bucket nuage-[0-9a-f]+ cannot be used: access denied$/,
    )
  })
})
