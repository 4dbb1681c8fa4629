import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { newBlobKey } from '../../vocabulary/blob-key.ts'
import { openBlobs } from './open-blobs.ts'
import { patterned } from './suite-bodies.ts'

const folder = await mkdtemp(join(tmpdir(), 'nuage-blobs-'))
afterAll(() => rm(folder, { recursive: true }))

test('disk, here or elsewhere, is the same store when opened again', async () => {
  const key = newBlobKey(0)
  const place = join(folder, 'not', 'there yet')
  await (await openBlobs('disk', place)).put(key, patterned(3))
  expect(await (await openBlobs(`disk:${place}`, '')).size(key)).toBe(3)
})

test.each(['', 'disks', 'disk:relative', 'ftp://x', '/srv/blobs'])('%j is refused', async (address) => {
  await expect(openBlobs(address, folder)).rejects.toThrow('the blob address is neither')
})

test('an S3 server that is not there is told in one line, without the secret', async () => {
  const address = 's3://files?endpoint=http://127.0.0.1:9&accessKeyId=me&secretAccessKey=hush'
  await expect(openBlobs(address, '')).rejects.toThrow(
    /^S3 bucket files cannot be used: (?!.*hush).*ECONNREFUSED/,
  )
})
