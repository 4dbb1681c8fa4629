import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SqliteConnection } from '../sqlite-connection.ts'
import { Checkpointer } from './checkpointer.ts'

const LIMITS = { takeUp: 40, wait: 200 }

let folder: string
let file: string
let writer: SqliteConnection
let checkpoints: Checkpointer
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuage-checkpoints-'))
  file = join(folder, 'records.sqlite')
  writer = new SqliteConnection(file, { readonly: false })
  writer.raw.pragma('synchronous = NORMAL')
  writer.raw.exec('CREATE TABLE kept (id INTEGER PRIMARY KEY, text TEXT)')
  checkpoints = new Checkpointer(file, writer, LIMITS)
})
afterEach(async () => {
  await checkpoints.close()
  writer.close()
  await rm(folder, { recursive: true, force: true })
})

/** Commits of a page or two each. @returns the longest that the log was, in pages. */
async function commit(times: number): Promise<number> {
  let longest = 0
  for (let i = 0; i < times; i++) {
    await checkpoints.room()
    writer.prepare('INSERT INTO kept (text) VALUES (?)').run('x'.repeat(5_000))
    checkpoints.committed()
    const { log } = writer.prepare('PRAGMA wal_checkpoint(NOOP)').get() as { log: number }
    longest = Math.max(longest, log)
  }
  return longest
}

const counted = (connection: SqliteConnection) =>
  (connection.prepare('SELECT count(*) AS count FROM kept').get() as { count: number }).count

test('the log begins anew again and again, however much is written without a pause', async () => {
  expect(await commit(1_000)).toBeLessThan(LIMITS.wait + 100)
  expect(counted(writer)).toBe(1_000)
})

test('somebody who reads for long makes nobody wait, and sees one moment', async () => {
  await commit(100)
  const reader = new SqliteConnection(file, { readonly: true })
  reader.raw.exec('BEGIN')
  expect(counted(reader)).toBe(100)
  expect(await commit(500)).toBeGreaterThan(LIMITS.wait)
  expect(counted(reader)).toBe(100)
  reader.close()
  await commit(500)
  expect(await commit(500)).toBeLessThan(2 * LIMITS.wait + 100)
  expect(counted(writer)).toBe(1_600)
})

test('what was committed is in the database once all is closed', async () => {
  await commit(300)
  await checkpoints.close()
  writer.close()
  writer = new SqliteConnection(file, { readonly: false })
  expect(counted(writer)).toBe(300)
})
