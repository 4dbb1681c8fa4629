import { existsSync } from 'node:fs'
import { Readable } from 'node:stream'
import { expect, inject, test } from 'vitest'
import { openBlobs } from '../../server/src/storage/blobs/open-blobs.ts'
import { type DatabaseAddress, openRecords } from '../../server/src/storage/records/open.ts'
import { newBlobKey } from '../../server/src/vocabulary/blob-key.ts'
import { testEngine } from '../rigs/engine.ts'

const databaseAddress = (text: string): DatabaseAddress =>
  text.startsWith('postgres:') ? { kind: 'postgres', url: text } : { kind: 'sqlite', file: text }

test('each house under test has storage of its own, on the engines of the run, and gives it back', async () => {
  const [first, second] = [await testEngine(), await testEngine()]
  const servers = inject('engine') === 'servers'
  for (const engine of [first, second]) {
    expect(engine.database.startsWith('postgres:')).toBe(servers)
    expect(engine.blobs.startsWith('s3:')).toBe(servers)
    const records = await openRecords(databaseAddress(engine.database))
    await records.close()
  }
  expect(first.database).not.toBe(second.database)

  const key = newBlobKey(Date.now())
  const [mine, theirs] = [await openBlobs(first.blobs, ''), await openBlobs(second.blobs, '')]
  await mine.put(key, Readable.from([Buffer.from('mine')]))
  expect(await mine.size(key)).toBe(4)
  expect(await theirs.size(key)).toBeUndefined()
  await Promise.all([mine.close(), theirs.close()])

  await Promise.all([first.dispose(), second.dispose()])
  if (servers) await expect(openRecords(databaseAddress(first.database))).rejects.toThrow('does not exist')
  else expect(existsSync(first.database)).toBe(false)
})
