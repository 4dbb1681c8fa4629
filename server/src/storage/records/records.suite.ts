import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { Refusal } from '../../vocabulary/refusal.ts'
import { migrations } from './migrations/migrations.ts'
import { type DatabaseAddress, openRecords } from './open.ts'
import type { Reader, Records, Writer } from './records.ts'

export interface SuiteDatabase {
  readonly address: DatabaseAddress
  /** The database is empty: not even the schema is there. */
  free(): Promise<void>
}

const NAMES = [
  'zebra',
  'Zebra',
  'élan',
  'e\u0301lan',
  'Éa',
  'a b',
  'a',
  'B',
  '10',
  '9',
  '\u{1f600}',
  '\u{ff5e}',
  '_x',
  '~y',
]

const set = (writer: Writer, name: string, value: string) =>
  writer.run('INSERT INTO instance (name, value) VALUES (?, ?)', name, value)
const kept = async (reader: Reader, name: string) =>
  (await reader.get<{ value: string }>('SELECT value FROM instance WHERE name = ?', name))?.value
const bump = (writer: Writer, space: number) =>
  writer.get<{ seq: number }>('UPDATE space SET seq = seq + 1 WHERE id = ? RETURNING seq', space)
const seqOf = async (reader: Reader, space: number) =>
  (await reader.get<{ seq: number }>('SELECT seq FROM space WHERE id = ?', space))?.seq
const makeSpace = (writer: Writer, id: number) =>
  writer.run("INSERT INTO space (id, kind, owner, root, trash) VALUES (?, 'team', NULL, 0, 0)", id)

const makeNode = (writer: Writer, id: number) =>
  writer.run(
    `INSERT INTO node (id, space, parent, name, kind, size, mtime, etag, content, mime, author)
      VALUES (?, 2, NULL, ?, 1, 0, 0, '', NULL, '', NULL)`,
    ...[id, `n${id}`],
  )
export const makeShare = (writer: Writer, id: number) =>
  writer.run(
    `INSERT INTO share (id, kind, node, space, sharer, recipient, permissions, created, revision)
      VALUES (?, 0, ?, 2, 'a', 'b', 1, 0, 0)`,
    ...[id, id],
  )

/** What either engine must do. `makeDatabase` gives an empty database. */
export function recordsSuite(name: string, makeDatabase: () => Promise<SuiteDatabase>): void {
  describe(`records: ${name}`, () => {
    let database: SuiteDatabase
    let records: Records
    beforeAll(async () => {
      database = await makeDatabase()
      records = await openRecords(database.address)
      await records.write([], async (writer) => {
        await makeSpace(writer, 1)
        await makeSpace(writer, 2)
      })
    })
    afterAll(async () => {
      await records?.close()
      await database?.free()
    })
    const read = (key: string) => records.read((reader) => kept(reader, key))

    describe('reading', () => {
      test('all that one reader sees is from one snapshot, whatever is written meanwhile', async () => {
        const { promise: looked, resolve: tell } = Promise.withResolvers<void>()
        const { promise: written, resolve: goOn } = Promise.withResolvers<void>()
        const seen = records.survey(async (reader) => {
          const before = await seqOf(reader, 1)
          tell()
          await written
          return [before, await seqOf(reader, 1)]
        })
        await looked
        await records.write([1], (writer) => bump(writer, 1))
        goOn()
        const [before, after] = await seen
        expect(after).toBe(before)
        expect(await records.read((reader) => seqOf(reader, 1))).toBe(before! + 1)
      })

      test('a survey keeps nobody waiting', async () => {
        const { promise: done, resolve: end } = Promise.withResolvers<void>()
        const survey = records.survey(async () => done)
        const started = performance.now()
        for (let i = 0; i < 20; i++) {
          await records.write([1], (writer) => bump(writer, 1))
          await records.read((reader) => seqOf(reader, 1))
        }
        expect(performance.now() - started).toBeLessThan(5_000)
        end()
        await survey
      })

      test('a read that throws spoils none of those beside it', async () => {
        const reads = Array.from({ length: 20 }, (_, i) =>
          records.read(async (reader) => {
            const seq = await seqOf(reader, 1)
            if (i % 2 === 0) throw new Error(`number ${i}`)
            return seq
          }),
        )
        const ends = await Promise.allSettled(reads)
        expect(ends.map((end) => end.status)).toEqual(
          ends.map((_, i) => (i % 2 === 0 ? 'rejected' : 'fulfilled')),
        )
      })

      test('a generation ends with any commit, whoever makes it, and only then', async () => {
        const beside = await openRecords(database.address)
        const generation = () => records.read(async (reader) => reader.generation)
        for (const writing of [records, beside]) {
          const before = await generation()
          expect(await generation()).toBe(before)
          await writing.write([2], (writer) => bump(writer, 2))
          const after = await generation()
          if (before === undefined) expect(after).toBeUndefined()
          else expect(after).not.toBe(before)
        }
        await beside.close()
        await records.write([2], async (writer) => expect(writer.generation).toBeUndefined())
        await records.survey(async (reader) => expect(reader.generation).toBeUndefined())
      })

      test('a structure ends with whatever changes it, whoever commits it, and with nothing else', async () => {
        const beside = await openRecords(database.address)
        const structure = (of = records) => of.read(async (reader) => await reader.structure?.())
        const id = () => records.write([], (writer) => writer.ids('row'))
        for (const writing of [records, beside]) {
          const [one, other, node] = [await id(), await id(), await id()]
          let before = await structure()
          const kept = async (what: string) => expect(await structure(), what).toBe(before)
          const ended = async (what: string) => {
            expect(before, what).toBeDefined()
            const now = await structure()
            expect(now, what).not.toBe(before)
            before = now
          }
          const told = await structure(beside)
          await kept('nothing')
          await writing.write([2], (writer) => bump(writer, 2))
          await writing.write([2], (writer) => makeNode(writer, node))
          await kept('a new file')
          await writing.write([2], (writer) => writer.run("UPDATE node SET etag = 'new' WHERE id = ?", node))
          await kept('content')
          await writing.write([2], (writer) => writer.run('DELETE FROM share WHERE node = 0'))
          await kept('nothing that was found')
          await writing.write([2], (writer) => makeShare(writer, one))
          await ended('a share')
          const renamed = writing.write([2], (writer) =>
            writer.run("UPDATE node SET name = 'new' WHERE id = ?", node),
          )
          await renamed
          await ended('a name')
          const undone = writing.write([2], async (writer) => {
            await makeShare(writer, other)
            throw new Error('undone')
          })
          await expect(undone).rejects.toThrow('undone')
          await kept('what was undone')
          await writing.write([2], (writer) => writer.get('DELETE FROM share WHERE id = ? RETURNING id', one))
          await ended('a share that is gone')
          expect(await structure(beside)).not.toBe(told)
        }
        await beside.close()
        await records.write([2], async (writer) => expect(await writer.structure?.()).toBeUndefined())
        await records.survey(async (reader) => expect(await reader.structure?.()).toBeUndefined())
      })

      test('of writes that share a transaction, those that are undone leave their neighbours’ marks', async () => {
        const structure = () => records.read(async (reader) => await reader.structure?.())
        const shares = await records.write([], (writer) => writer.ids('row', 12))
        const before = await structure()
        const ends = await Promise.allSettled(
          Array.from({ length: 12 }, (_, i) =>
            records.write([1], async (writer) => {
              await makeShare(writer, shares + i)
              if (i % 2 === 0 || i > 9) throw new Error('undone')
            }),
          ),
        )
        expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
        expect(await structure()).not.toBe(before)
      })

      test('what looks through much sees what was committed, and fails alone', async () => {
        const { seq } = (await records.write([2], (writer) => bump(writer, 2)))!
        const look = () => records.lookThrough('SELECT seq FROM space WHERE id = ?', 2)
        const failing = records.lookThrough('SELECT seq FROM nowhere')
        const looks = Promise.all(Array.from({ length: 20 }, look))
        await expect(failing).rejects.toThrow('nowhere')
        expect(await looks).toEqual(Array.from({ length: 20 }, () => [{ seq }]))
      })

      test('one statement needs no transaction', async () => {
        const { seq } = (await records.write([2], (writer) => bump(writer, 2)))!
        expect(await records.readOne((reader) => seqOf(reader, 2))).toBe(seq)
        const failing = records.readOne((reader) => reader.get('SELECT nothing FROM nowhere'))
        await expect(failing).rejects.toThrow()
        expect(await records.readOne((reader) => seqOf(reader, 2))).toBe(seq)
      })

      test('what was acknowledged is seen by the next reader', async () => {
        for (let i = 0; i < 30; i++) {
          const seq = await records.write([2], (writer) => bump(writer, 2))
          expect(await records.read((reader) => seqOf(reader, 2))).toBe(seq!.seq)
        }
      })
    })

    describe('writing', () => {
      test('one of a batch that throws takes back its own change and nobody else’s', async () => {
        const writes = Array.from({ length: 12 }, (_, i) =>
          records.write([1], async (writer) => {
            await set(writer, `batch-${i}`, 'kept')
            if (i % 3 === 1) throw new Refusal('conflict', 'test')
            return i
          }),
        )
        const ends = await Promise.allSettled(writes)
        for (const [i, end] of ends.entries()) {
          expect(end.status).toBe(i % 3 === 1 ? 'rejected' : 'fulfilled')
          expect(await read(`batch-${i}`)).toBe(i % 3 === 1 ? undefined : 'kept')
        }
      })

      test('steps of a long work are seen by everybody as they are made, among the writes of others', async () => {
        const made: string[] = []
        const others = Array.from({ length: 5 }, (_, i) =>
          records.write([1], (writer) => set(writer, `beside-${i}`, 'kept')),
        )
        for (let i = 0; i < 5; i++) {
          const told = await records.writePart([1], async (writer) => {
            await set(writer, `part-${i}`, 'kept')
            writer.onCommit(() => made.push(`part-${i}`))
            return i
          })
          expect(told).toBe(i)
          expect(await read(`part-${i}`)).toBe('kept')
        }
        const failing = records.writePart([1], async (writer) => {
          await set(writer, 'part-failed', 'kept')
          throw new Refusal('conflict', 'test')
        })
        await expect(failing).rejects.toMatchObject({ kind: 'conflict' })
        await records.write([1], (writer) => set(writer, 'whole', 'kept'))
        await Promise.all(others)
        expect(await read('part-failed')).toBeUndefined()
        expect(made).toEqual([0, 1, 2, 3, 4].map((i) => `part-${i}`))
      })

      test('a refusal that rests on a neighbour’s change is told when that change can be seen', async () => {
        for (let round = 0; round < 20; round++) {
          const key = `rests-${round}`
          const make = async () => {
            try {
              await records.write([1], async (writer) => {
                if ((await kept(writer, key)) !== undefined) throw new Refusal('exists', 'test')
                await set(writer, key, 'x')
              })
            } catch (error) {
              expect(error).toMatchObject({ kind: 'exists' })
            }
            expect(await read(key)).toBe('x')
          }
          await Promise.all(Array.from({ length: 6 }, make))
        }
      })

      test('a statement that fails takes back its own write only', async () => {
        const writes = [
          records.write([1], (writer) => set(writer, 'statement-1', 'kept')),
          records.write([1], async (writer) => {
            await set(writer, 'statement-2', 'gone')
            await set(writer, 'statement-2', 'twice')
          }),
          records.write([1], (writer) => set(writer, 'statement-3', 'kept')),
        ]
        const ends = await Promise.allSettled(writes)
        expect(ends.map((end) => end.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
        expect(await read('statement-1')).toBe('kept')
        expect(await read('statement-2')).toBeUndefined()
        expect(await read('statement-3')).toBe('kept')
      })

      test('effects follow the commit, in order, and never a write that is taken back', async () => {
        const told: string[] = []
        const other = await openRecords(database.address)
        const writes = Array.from({ length: 6 }, (_, i) =>
          records
            .write([1], async (writer) => {
              await set(writer, `effect-${i}`, 'x')
              writer.onCommit(() => told.push(`${i}a`))
              writer.onCommit(() => told.push(`${i}b`))
              if (i === 2) throw new Error('no')
              expect(told).not.toContain(`${i}a`)
            })
            .then(
              () => expect(told).toContain(`${i}b`),
              () => {},
            ),
        )
        await Promise.all(writes)
        expect(told).toEqual(['0a', '0b', '1a', '1b', '3a', '3b', '4a', '4b', '5a', '5b'])
        expect(await other.read((reader) => kept(reader, 'effect-5'))).toBe('x')
        await other.close()
      })

      test('what a write announces is told once it is durable, and never when it is taken back', async () => {
        const told: string[] = []
        records.onAnnounced((event) => {
          if (event.kind === 'mounts') told.push(event.person)
        })
        const announce = (person: string) =>
          records.write([1], async (writer) => {
            writer.announce({ kind: 'mounts', person })
            expect(told).not.toContain(person)
            if (person === 'nobody') throw new Error('no')
          })
        await Promise.allSettled(['anna', 'nobody', 'ben'].map(announce))
        expect(told).toEqual(['anna', 'ben'])
      })

      test('what another process has written is noticed once; on PostgreSQL the bus carries it', async () => {
        const other = await openRecords(database.address)
        records.writtenBeside()
        await records.write([1], (writer) => set(writer, 'beside-own', 'x'))
        expect(records.writtenBeside()).toBe(false)
        await other.write([1], (writer) => set(writer, 'beside-another', 'x'))
        expect(records.writtenBeside()).toBe(records.engine === 'sqlite')
        expect(records.writtenBeside()).toBe(false)
        await other.close()
      })

      test('an effect that throws unsays no write that is done', async () => {
        const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
        const told: string[] = []
        const writes = ['a', 'b', 'c'].map((key) =>
          records.write([1], async (writer) => {
            await set(writer, `thrown-${key}`, 'x')
            writer.onCommit(() => {
              if (key === 'b') throw new Error('an effect failed')
            })
            writer.onCommit(() => told.push(key))
          }),
        )
        await Promise.all(writes)
        expect(told).toEqual(['a', 'b', 'c'])
        expect(warned).toHaveBeenCalledTimes(1)
        warned.mockRestore()
        for (const key of ['a', 'b', 'c']) expect(await read(`thrown-${key}`)).toBe('x')
      })

      test('writers of one space never lose each other’s change', async () => {
        const before = (await records.read((reader) => seqOf(reader, 1)))!
        const got = await Promise.all(
          Array.from({ length: 200 }, () =>
            records.write([1], async (writer) => {
              const seq = (await seqOf(writer, 1))!
              await writer.run('UPDATE space SET seq = ? WHERE id = ?', seq + 1, 1)
              return seq + 1
            }),
          ),
        )
        expect([...got].sort((a, b) => a - b)).toEqual(got.map((_, i) => before + i + 1))
      })

      test('writers of two spaces in either order do not wait for each other for ever', async () => {
        const before = await records.read(async (r) => [await seqOf(r, 1), await seqOf(r, 2)])
        await Promise.all(
          Array.from({ length: 60 }, (_, i) => {
            const spaces = [[1], [2], [1, 2], [2, 1]][i % 4]!
            return records.write(spaces, async (writer) => {
              for (const space of spaces) {
                const seq = (await seqOf(writer, space))!
                await writer.run('UPDATE space SET seq = ? WHERE id = ?', seq + 1, space)
              }
            })
          }),
        )
        const after = await records.read(async (r) => [await seqOf(r, 1), await seqOf(r, 2)])
        expect(after).toEqual(before.map((seq) => seq! + 45))
      })

      test('a write says what it returned, also undefined and null', async () => {
        expect(await records.write([1], async () => undefined)).toBeUndefined()
        expect(await records.write([1, 2], async () => null)).toBeNull()
        expect(await records.write([], async () => [1])).toEqual([1])
      })
    })

    describe('ids', () => {
      test('never come twice: not beside each other, in blocks, from two openers, nor after a rollback', async () => {
        const other = await openRecords(database.address)
        const seen: number[] = []
        const take = async (from: Records, count: number, keep: boolean) => {
          const taken = from.write([], async (writer) => {
            const first = await writer.ids('node', count)
            for (let i = 0; i < count; i++) seen.push(first + i)
            if (!keep) throw new Error('taken back')
          })
          await taken.catch(() => {})
        }
        // Rolled back on SQLite an id returns to the sequence, and nobody has seen it: only kept ones count there.
        const tries = Array.from(
          { length: 120 },
          (_, i) => [i % 2 ? other : records, [1, 1, 7, 100][i % 4]!] as const,
        )
        await Promise.all(tries.map(([from, count]) => take(from, count, true)))
        expect(new Set(seen).size).toBe(seen.length)
        const most = Math.max(...seen)
        await Promise.all(tries.slice(0, 8).map(([from, count]) => take(from, count, false)))
        const before = new Set(seen.filter((id) => id <= most))
        await take(records, 500, true)
        for (const id of seen.slice(-500)) expect(before.has(id)).toBe(false)
        await other.close()
      })

      test('each sequence is its own', async () => {
        const [share, row] = await records.write([], async (writer) => [
          await writer.ids('share'),
          await writer.ids('row'),
        ])
        expect(share).toBe(1)
        expect(row).toBeGreaterThan(0)
      })
    })

    describe('values', () => {
      const INSERT = `INSERT INTO node (id, space, parent, name, kind, size, mtime, etag, content, mime, author)
        VALUES (?, 9, ?, ?, 1, ?, ?, '', NULL, '', ?)`

      test.each([0, 1, -1, 2 ** 31, 2 ** 32 + 1, 2 ** 53 - 1, -(2 ** 53 - 1)])(
        'the whole number %d comes back exactly',
        async (number) => {
          const id = await records.write([], async (writer) => {
            const next = await writer.ids('node')
            await writer.run(INSERT, next, null, `n${number}`, number, number, null)
            return next
          })
          const row = await records.read((reader) =>
            reader.get<{ size: number; mtime: number; sum: number }>(
              'SELECT size, mtime, size + 0 AS sum FROM node WHERE id = ?',
              id,
            ),
          )
          expect(row).toEqual({ size: number, mtime: number, sum: number })
        },
      )

      test('names are compared and ordered byte by byte, and no two spellings are one', async () => {
        await records.write([], async (writer) => {
          for (const one of NAMES) await writer.run(INSERT, await writer.ids('node'), 77, one, 0, 0, null)
        })
        const rows = await records.read((reader) =>
          reader.all<{ name: string }>('SELECT name FROM node WHERE parent = 77 ORDER BY name'),
        )
        const expected = [...NAMES].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
        expect(rows.map((row) => row.name)).toEqual(expected)
        for (const one of NAMES) {
          const found = await records.read((reader) =>
            reader.all<{ name: string }>('SELECT name FROM node WHERE parent = 77 AND name = ?', one),
          )
          expect(found).toEqual([{ name: one }])
        }
      })

      test('a live name is taken once below a folder, a trashed one any number of times', async () => {
        const add = (trashed: number | null) =>
          records.write([], async (writer) => {
            const id = await writer.ids('node')
            await writer.run(INSERT, id, 78, 'same', 0, 0, null)
            if (trashed !== null) await writer.run('UPDATE node SET trashed = ? WHERE id = ?', trashed, id)
          })
        for (let i = 1; i < 4; i++) await add(i)
        await add(null)
        await expect(add(null)).rejects.toThrow()
      })

      test('bytes, empty texts and nulls stay what they are', async () => {
        const text = 'a\'b"c\\d?e$1\n\t\u0001☃'
        await records.write([], async (writer) => {
          await writer.run(INSERT, 900_001, 79, text, 0, 0, null)
          await writer.run(INSERT, 900_002, 79, '', 0, 0, '')
        })
        const rows = await records.read((reader) =>
          reader.all<object>('SELECT name, author FROM node WHERE parent = 79 ORDER BY id'),
        )
        expect(rows).toEqual([
          { name: text, author: null },
          { name: '', author: '' },
        ])
      })

      test('a thousand rows are a thousand rows, and none is no row', async () => {
        await records.write([], async (writer) => {
          const first = await writer.ids('node', 1000)
          for (let i = 0; i < 1000; i++) await writer.run(INSERT, first + i, 80, `n${i}`, i, 0, null)
        })
        const sum = await records.read(async (reader) => ({
          all: (await reader.all('SELECT id FROM node WHERE parent = ?', 80)).length,
          none: await reader.all('SELECT id FROM node WHERE parent = ?', 81),
          one: await reader.get('SELECT id FROM node WHERE parent = ?', 81),
          counted: await reader.get(
            'SELECT count(*) AS count, SUM(size) AS size FROM node WHERE parent = ?',
            80,
          ),
        }))
        expect(sum).toEqual({ all: 1000, none: [], one: undefined, counted: { count: 1000, size: 499_500 } })
        expect(await records.write([], (writer) => writer.run('DELETE FROM node WHERE parent = ?', 80))).toBe(
          1000,
        )
      })
    })

    describe('opening', () => {
      test('again changes nothing and loses nothing', async () => {
        const before = await read('schema')
        const again = await openRecords(database.address)
        expect(await again.read((reader) => kept(reader, 'schema'))).toBe(before)
        expect(before).toBe(String(migrations.length))
        expect(await again.read((reader) => seqOf(reader, 1))).toBeGreaterThan(0)
        await again.close()
      })

      test('an empty database by many at once makes one schema', async () => {
        const empty = await makeDatabase()
        const opened = await Promise.all(Array.from({ length: 5 }, () => openRecords(empty.address)))
        await Promise.all(
          opened.map((one, i) => one.write([], (writer) => set(writer, `opener-${i}`, 'was here'))),
        )
        const rows = await opened[0]!.read((reader) =>
          reader.all("SELECT name FROM instance WHERE name LIKE 'opener-%'"),
        )
        expect(rows).toHaveLength(5)
        await Promise.all(opened.map((one) => one.close()))
        await empty.free()
      })

      test('data of a newer program are refused and left as they are', async () => {
        const newer = await makeDatabase()
        const first = await openRecords(newer.address)
        const schema = (to: string) => (writer: Writer) =>
          writer.run("UPDATE instance SET value = ? WHERE name = 'schema'", to)
        await first.write([], schema('99'))
        await expect(openRecords(newer.address)).rejects.toThrow('newer Nuage (schema 99')
        expect(await first.read((reader) => kept(reader, 'schema'))).toBe('99')
        await first.write([], schema(String(migrations.length)))
        await (await openRecords(newer.address)).close()
        await first.close()
        await newer.free()
      })

      test('closing waits for what is under way', async () => {
        const other = await openRecords(database.address)
        const writes = Array.from({ length: 20 }, (_, i) =>
          other.write([2], (writer) => set(writer, `closing-${i}`, 'kept')),
        )
        await Promise.all(writes)
        await other.close()
        expect(await read('closing-19')).toBe('kept')
      })
    })
  })
}
