import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createDatabase, dropDatabase } from '../../../../test/rigs/postgres.ts'
import { withTools } from '../../../../test/rigs/with-tools.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { openRecords } from './open.ts'
import { PostgresRecords } from './postgres.ts'
import { recordsSuite, type SuiteDatabase } from './records.suite.ts'
import type { Records } from './records.ts'

async function fresh(): Promise<SuiteDatabase & { url: string }> {
  const server = inject('postgres')!
  const url = await createDatabase(server)
  return { url, address: { kind: 'postgres', url }, free: () => dropDatabase(server, url) }
}

withTools('postgres', 'PostgreSQL', () => {
  recordsSuite('PostgreSQL', fresh)

  describe('a line that breaks', () => {
    let database: Awaited<ReturnType<typeof fresh>>
    let records: Records
    let killer: pg.Client
    beforeAll(async () => {
      database = await fresh()
      records = await openRecords(database.address)
      killer = new pg.Client({ connectionString: inject('postgres')! })
      await killer.connect()
      await records.write([], (writer) =>
        writer.run("INSERT INTO space (id, kind, owner, root, trash) VALUES (1, 'team', NULL, 0, 0)"),
      )
    })
    afterAll(async () => {
      await records?.close()
      await killer?.end()
      await database?.free()
    })

    const kill = () =>
      killer.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
        new URL(database.url).pathname.slice(1),
      ])
    const unavailable = expect.objectContaining({ kind: 'unavailable' })
    const seq = async () =>
      (await records.read((reader) => reader.get<{ seq: number }>('SELECT seq FROM space WHERE id = 1')))!.seq

    test('in the middle of a write refuses it, keeps nothing of it, and the next one works', async () => {
      const before = await seq()
      const write = records.write([1], async (writer) => {
        await writer.run('UPDATE space SET seq = seq + 100 WHERE id = 1')
        await writer.run('SELECT pg_sleep(10)')
      })
      const beside = records.write([1], (writer) =>
        writer.run('UPDATE space SET seq = seq + 1000 WHERE id = 1'),
      )
      const ends = Promise.allSettled([write, beside])
      await new Promise((resolve) => setTimeout(resolve, 300))
      await kill()
      const [one] = await ends
      expect(one).toEqual({ status: 'rejected', reason: unavailable })
      const between = await seq()
      expect([before, before + 1000]).toContain(between)
      await records.write([1], (writer) => writer.run('UPDATE space SET seq = seq + 1 WHERE id = 1'))
      expect(await seq()).toBe(between + 1)
    })

    test('while nothing is asked harms nobody', async () => {
      await seq()
      await kill()
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect(await seq()).toBeGreaterThanOrEqual(0)
    })

    test('between two statements of a long look is told at the next one, and the process lives', async () => {
      const look = records.survey(async (reader) => {
        await reader.get('SELECT 1 AS one')
        await kill()
        await new Promise((resolve) => setTimeout(resolve, 200))
        return await reader.get('SELECT 1 AS one')
      })
      await expect(look).rejects.toEqual(unavailable)
      expect(await seq()).toBeGreaterThanOrEqual(0)
    })

    test('many times under load: every acknowledged write is there, once', async () => {
      const before = await seq()
      let acknowledged = 0
      let refused = 0
      let running = true
      const writer = async () => {
        while (running)
          try {
            await records.write([1], (w) => w.run('UPDATE space SET seq = seq + 1 WHERE id = 1'))
            acknowledged++
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal)
            expect(error).toEqual(unavailable)
            refused++
          }
      }
      const writers = Array.from({ length: 6 }, writer)
      for (let i = 0; i < 8; i++) {
        const enough = acknowledged + 8
        while (acknowledged < enough) await new Promise((resolve) => setTimeout(resolve, 10))
        await kill()
      }
      running = false
      await Promise.all(writers)
      const after = await seq()
      expect(acknowledged).toBeGreaterThanOrEqual(64)
      expect(after - before).toBeGreaterThanOrEqual(acknowledged)
      // A write whose COMMIT was answered by a broken line may have happened.
      expect(after - before).toBeLessThanOrEqual(acknowledged + refused)
    })

    test('a server that is not there is told as unavailable', async () => {
      const nowhere = new PostgresRecords('postgres://nuage@127.0.0.1:1/none')
      await expect(nowhere.read(async () => 1)).rejects.toEqual(unavailable)
      await expect(nowhere.write([1], async () => 1)).rejects.toEqual(unavailable)
      await nowhere.close()
    })

    test('two writers that wait for each other are both served in the end', async () => {
      const lock = (first: string, second: string) =>
        records.write([], async (writer) => {
          const bump = 'UPDATE sequence SET next = next + 1 WHERE name = ?'
          await writer.run(bump, first)
          await writer.run('SELECT pg_sleep(0.3)')
          await writer.run(bump, second)
        })
      const next = async () =>
        (
          await records.read((reader) =>
            reader.all<{ next: number }>(
              "SELECT next FROM sequence WHERE name IN ('share', 'row') ORDER BY name",
            ),
          )
        ).map((row) => row.next)
      const before = await next()
      await Promise.all([lock('share', 'row'), lock('row', 'share')])
      expect(await next()).toEqual(before.map((value) => value + 2))
    })

    test('more writers than connections, each in need of ids, do not starve', async () => {
      const busy = new PostgresRecords(database.url, { connections: 3 })
      const ids = await Promise.all(
        Array.from({ length: 40 }, () => busy.write([], (writer) => writer.ids('node', 200))),
      )
      expect(new Set(ids).size).toBe(40)
      await busy.close()
    })
  })
})
