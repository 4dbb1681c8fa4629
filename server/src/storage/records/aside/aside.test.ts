import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SqliteConnection } from '../sqlite-connection.ts'
import { Aside } from './aside.ts'

const COUNT = `WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
  SELECT count(*) AS count FROM number`

let folder: string
let file: string
let writer: SqliteConnection
let aside: Aside
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuage-aside-'))
  file = join(folder, 'records.sqlite')
  writer = new SqliteConnection(file, { readonly: false })
  writer.raw.exec('CREATE TABLE kept (id INTEGER PRIMARY KEY, text TEXT)')
  aside = new Aside(file)
})
afterEach(async () => {
  await aside.close()
  writer.close()
  await rm(folder, { recursive: true, force: true })
})

test('the main thread goes on while much is looked through', async () => {
  let turns = 0
  let over = false
  const counted = aside.all(COUNT, 3_000_000).finally(() => {
    over = true
  })
  while (!over) {
    await new Promise(setImmediate)
    turns++
  }
  expect(await counted).toEqual([{ count: 3_000_000 }])
  expect(turns).toBeGreaterThan(100)
})

test('it sees each commit that came before', async () => {
  for (let id = 1; id <= 20; id++) {
    writer.prepare('INSERT INTO kept (text) VALUES (?)').run(`${id}`)
    expect(await aside.all('SELECT count(*) AS count FROM kept')).toEqual([{ count: id }])
  }
})

test('it writes nothing', async () => {
  await expect(aside.all("INSERT INTO kept (text) VALUES ('x') RETURNING id")).rejects.toMatchObject({
    code: 'SQLITE_READONLY',
  })
})

test('whoever asks after its end begins anew', async () => {
  expect(await aside.all('SELECT 1 AS one')).toEqual([{ one: 1 }])
  await aside.close()
  expect(await aside.all('SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('a database that cannot be opened is told', async () => {
  const nowhere = new Aside(join(folder, 'none', 'records.sqlite'))
  await expect(nowhere.all('SELECT 1')).rejects.toThrow()
  await expect(nowhere.all('SELECT 1')).rejects.toThrow()
  await nowhere.close()
})
