import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createDatabase, dropDatabase } from '../../../../test/rigs/postgres.ts'
import { withTools } from '../../../../test/rigs/with-tools.ts'
import { openRecords } from './open.ts'
import { PostgresRecords } from './postgres.ts'
import { makeShare } from './records.suite.ts'
import type { Reader, Records } from './records.ts'
import type { State } from './state.ts'

const SPACES = 12
const UNDONE = 'undone'

const sharesSeen = async (reader: Reader): Promise<string> =>
  (await reader.all<{ id: number }>('SELECT id FROM share ORDER BY id')).map(({ id }) => id).join(' ')

withTools('postgres', 'the structure as PostgreSQL tells it', () => {
  describe('the structure as PostgreSQL tells it', () => {
    let database: string
    let records: Records
    /** The same database from another process. */
    let beside: Records
    let shares = 0
    beforeAll(async () => {
      database = await createDatabase(inject('postgres')!)
      records = await openRecords({ kind: 'postgres', url: database })
      beside = new PostgresRecords(database, { connections: 40 })
      await records.write([], async (writer) => {
        for (let id = 1; id <= SPACES; id++)
          await writer.run(
            "INSERT INTO space (id, kind, owner, root, trash) VALUES (?, 'team', NULL, 0, 0)",
            id,
          )
      })
    })
    afterAll(async () => {
      await beside?.close()
      await records?.close()
      await dropDatabase(inject('postgres')!, database)
    })

    const look = (of: Records): Promise<{ state: State; seen: string }> =>
      of.read(async (reader) => {
        const seen = await sharesSeen(reader)
        return { state: (await reader.structure!())!, seen }
      })
    const lanes = async (): Promise<number> =>
      (await records.get<{ count: number }>('SELECT count(*) AS count FROM structure'))!.count

    /** A transaction that has put its mark and does not end yet: the write beside it in the batch holds it. */
    async function hold(space: number): Promise<{ release(): Promise<void> }> {
      const { promise: released, resolve: release } = Promise.withResolvers<void>()
      const { promise: marked, resolve: mark } = Promise.withResolvers<void>()
      const first = beside.write([space], async () => undefined)
      const changing = beside.write([space], (writer) => makeShare(writer, ++shares))
      const holding = beside.write([space], async () => {
        mark()
        await released
      })
      await marked
      return {
        async release() {
          release()
          await Promise.all([first, changing, holding])
        },
      }
    }

    test('who marked earlier and commits later is seen, and nobody in another space waits for them', async () => {
      const before = await look(records)
      const slow = await hold(1)
      const still = await look(records)
      expect(still).toEqual(before)
      expect(still.state).toBe(before.state)
      await beside.write([2], (writer) => makeShare(writer, ++shares))
      const between = await look(records)
      expect(between.state).not.toBe(before.state)
      await slow.release()
      const after = await look(records)
      expect(after.seen).not.toBe(between.seen)
      for (const earlier of [before, between]) expect(after.state).not.toBe(earlier.state)
    })

    test('a reader that began earlier keeps its own state while others see newer ones', async () => {
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
      const { promise: changed, resolve: change } = Promise.withResolvers<void>()
      const before = await look(records)
      const early = records.read(async (reader) => {
        await sharesSeen(reader)
        begin()
        await changed
        return { state: await reader.structure!(), seen: await sharesSeen(reader) }
      })
      await begun
      await beside.write([3], (writer) => makeShare(writer, ++shares))
      const later = await look(records)
      change()
      const told = await early
      expect(told.seen).toBe(before.seen)
      expect(told.state).toBe(before.state)
      expect(later.state).not.toBe(before.state)
      expect((await look(records)).state).toBe(later.state)
    })

    test('many at once in as many spaces: each end is seen by itself, in whatever order, and no lanes are left over', async () => {
      const held = await Promise.all(Array.from({ length: SPACES }, (_, i) => hold(i + 1)))
      const told = [await look(records)]
      for (const { release } of held.reverse()) {
        await release()
        told.push(await look(records))
      }
      expect(new Set(told.map(({ state }) => state)).size).toBe(SPACES + 1)
      const made = await lanes()
      expect(made).toBeGreaterThanOrEqual(SPACES)
      for (let i = 0; i < 50; i++)
        await beside.write([(i % SPACES) + 1], (writer) => makeShare(writer, ++shares))
      expect(await lanes()).toBe(made)
    })

    const step = fc.record({
      space: fc.integer({ min: 1, max: SPACES }),
      by: fc.boolean(),
      shares: fc.integer({ min: 0, max: 3 }),
      isUndone: fc.boolean(),
    })

    test('whatever two processes write side by side, one state never stands for two contents', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
          const seen = new Map<State, string>()
          let running = true
          const watch = async (of: Records) => {
            while (running) {
              const told = await look(of)
              const before = seen.get(told.state)
              if (before !== undefined) expect(told.seen).toBe(before)
              seen.set(told.state, told.seen)
            }
          }
          const watching = [records, beside, records, beside].map(watch)
          const writes = steps.map(({ space, by, shares: count, isUndone }) =>
            (by ? records : beside).write([space], async (writer) => {
              for (let i = 0; i < count; i++) await makeShare(writer, ++shares)
              if (isUndone) throw new Error(UNDONE)
            }),
          )
          const ends = await Promise.allSettled(writes)
          running = false
          await Promise.all(watching)
          expect(ends.map(({ status }) => status)).toEqual(
            steps.map(({ isUndone }) => (isUndone ? 'rejected' : 'fulfilled')),
          )
          for (const of of [records, beside]) {
            const told = await look(of)
            expect(seen.get(told.state) ?? told.seen).toBe(told.seen)
          }
        }),
        { numRuns: 12 },
      )
    })
  })
})
