import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SqliteConnection } from './sqlite-connection.ts'

test('a statement is planned once, however often it is asked with other values', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nuage-records-'))
  const connection = new SqliteConnection(join(folder, 'nuage.sqlite'), { readonly: false })
  try {
    connection.raw.exec(
      'CREATE TABLE a (id INTEGER PRIMARY KEY, b TEXT); CREATE TABLE b (id TEXT PRIMARY KEY)',
    )
    connection.raw.exec(
      "INSERT INTO b (id) VALUES ('x'), ('y'); INSERT INTO a (id, b) VALUES (1, 'x'), (2, 'y')",
    )
    const joined = `SELECT a.id, '?' AS mark FROM a JOIN b ON b.id = a.b WHERE b.id = ? ORDER BY a.id LIMIT ?`
    const statement = connection.prepare(joined)
    // The driver makes a function for the rows of a statement each time it has been planned.
    let planned = 0
    const original = globalThis.Function
    globalThis.Function = new Proxy(original, {
      apply: (target, self, args) => {
        planned++
        return Reflect.apply(target, self, args)
      },
    })
    try {
      for (const [value, id] of [
        ['x', 1],
        ['y', 2],
        ['x', 1],
      ] as const)
        expect(statement.get(value, 1)).toEqual({ id, mark: '?' })
    } finally {
      globalThis.Function = original
    }
    expect(planned).toBe(1)
  } finally {
    connection.close()
    await rm(folder, { recursive: true })
  }
})
