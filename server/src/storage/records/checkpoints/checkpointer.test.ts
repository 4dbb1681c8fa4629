import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SqliteConnection } from '../sqlite-connection.ts'
import { Checkpointer } from './checkpointer.ts'

const LIMITS = { takeUp: 40, wait: 200, little: 8 }

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

const length = () => (writer.prepare('PRAGMA wal_checkpoint(NOOP)').get() as { log: number }).log

/** Commits of a page or two each, with a turn of the event loop between them as the write queue has it. */
async function commit(times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    await checkpoints.room()
    writer.prepare('INSERT INTO kept (text) VALUES (?)').run('x'.repeat(5_000))
    checkpoints.committed()
    await breathe()
  }
}

/** Commits without a pause until the log is shorter than before. @returns how many it took. */
async function commitUntilAnew(): Promise<number> {
  for (let count = 1; ; count++) {
    const before = length()
    await commit(1)
    if (length() < before) return count
  }
}

const counted = (connection: SqliteConnection) =>
  (connection.prepare('SELECT count(*) AS count FROM kept').get() as { count: number }).count

test('the log begins anew again and again, however much is written without a pause', async () => {
  let commits = 0
  for (let times = 0; times < 3; times++) commits += await commitUntilAnew()
  expect(counted(writer)).toBe(commits)
})

test('somebody who reads for long makes nobody wait, and sees one moment', async () => {
  await commit(100)
  const reader = new SqliteConnection(file, { readonly: true })
  reader.raw.exec('BEGIN')
  expect(counted(reader)).toBe(100)
  await commit(500)
  expect(length()).toBeGreaterThan(LIMITS.wait)
  expect(counted(reader)).toBe(100)
  reader.close()
  const commits = await commitUntilAnew()
  expect(counted(writer)).toBe(600 + commits)
})

test('what was committed is in the database once all is closed', async () => {
  await commit(300)
  await checkpoints.close()
  writer.close()
  writer = new SqliteConnection(file, { readonly: false })
  expect(counted(writer)).toBe(300)
})
