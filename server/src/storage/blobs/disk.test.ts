import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { newBlobKey } from '../../vocabulary/blob-key.ts'
import { blobStoreSuite } from './blob-store.suite.ts'
import { DiskBlobs } from './disk.ts'
import { patterned } from './suite-bodies.ts'

const folder = await mkdtemp(join(tmpdir(), 'nuage-blobs-'))
afterAll(() => rm(folder, { recursive: true }))

let stores = 0
const freshFolder = () => join(folder, String(stores++))
blobStoreSuite('disk', () => DiskBlobs.open(freshFolder()))

const key = newBlobKey(Date.UTC(2026, 10, 22))
const leftover = (root: string) => join(root, key.slice(0, 2), `${key}.part`)

test('a failed body leaves no file at all, and a good one exactly its own', async () => {
  const root = freshFolder()
  const store = await DiskBlobs.open(root)
  async function* cut() {
    yield* patterned(3 * 1024 * 1024)
    throw new Error('line cut')
  }
  await expect(store.put(key, cut())).rejects.toThrow('line cut')
  expect(await readdir(join(root, key.slice(0, 2)))).toEqual([])
  await store.put(key, patterned(3))
  expect(await readdir(join(root, key.slice(0, 2)))).toEqual([key])
})

test('blobs are readable by their owner only', async () => {
  const root = freshFolder()
  const store = await DiskBlobs.open(root)
  await store.put(key, patterned(3))
  expect((await stat(root)).mode & 0o077).toBe(0)
  expect((await stat(join(root, key.slice(0, 2), key))).mode & 0o077).toBe(0)
})

test('what a crash left is invisible, and swept once it is old', async () => {
  const root = freshFolder()
  const store = await DiskBlobs.open(root)
  const other = `${key.slice(0, 2)}${newBlobKey(0).slice(2)}`
  await store.put(other, patterned(3))
  await writeFile(leftover(root), 'half a blob')
  expect(await store.size(key)).toBeUndefined()
  for await (const listed of store.list()) expect(listed).toBe(other)

  expect(await store.sweepUnfinished(Date.now() - 60_000)).toBe(0)
  const old = new Date(Date.now() - 120_000)
  await utimes(leftover(root), old, old)
  await utimes(join(root, other.slice(0, 2), other), old, old)
  expect(await store.sweepUnfinished(Date.now() - 60_000)).toBe(1)
  expect(await readdir(join(root, key.slice(0, 2)))).toEqual([other])
})

test('files that are not ours are neither listed nor swept', async () => {
  const root = freshFolder()
  const store = await DiskBlobs.open(root)
  await store.put(key, patterned(3))
  const strangers = [
    join(root, 'README'),
    join(root, key.slice(0, 2), '.DS_Store'),
    join(root, key.slice(0, 2), 'x.part'),
  ]
  for (const path of strangers) await writeFile(path, 'mine')
  const listed: string[] = []
  for await (const found of store.list()) listed.push(found)
  expect(listed).toEqual([key])
  expect(await store.sweepUnfinished(Date.now() + 60_000)).toBe(0)
  for (const path of strangers) expect(await readFile(path, 'utf8')).toBe('mine')
})
