import { statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import Database from 'better-sqlite3'
import pg from 'pg'
import { expect, test } from 'vitest'
import { migrations } from '../../server/src/storage/records/migrations/migrations.ts'
import { digestContents } from '../schemas/contents.ts'
import { keptSchemas, readKept } from '../schemas/kept.ts'
import { layOut } from '../schemas/lay-out.ts'
import { chance, seedOfRun } from './chance.ts'
import { open, type Settings } from './ground.ts'
import { startProgram } from './program.ts'
import { report, tableOf } from './report.ts'
import { faultsOf } from './sound.ts'
import type { Storage } from './storage.ts'

/** A few milliseconds, more exactly than a timer tells them. */
async function moment(milliseconds: number): Promise<void> {
  const until = performance.now() + milliseconds
  while (performance.now() < until) await breathe()
}

/** A database as it looks from beside a program that may be migrating it. */
interface Beside {
  /** Whether the program has come as far as the database. */
  touched(): Promise<boolean>
  schema(): Promise<number>
  /** Milliseconds, about, from then to the end of the migration. */
  readonly takes: number
  close(): Promise<void>
}

const SCHEMA = "SELECT value FROM instance WHERE name = 'schema'"

function besideSqlite(file: string): Beside {
  return {
    // There since a connection was opened, and gone with the last one that ends well.
    touched: async () => statSync(`${file}-shm`, { throwIfNoEntry: false }) !== undefined,
    async schema() {
      const database = new Database(file)
      const { value } = database.prepare(SCHEMA).get() as { value: string }
      database.close()
      return Number(value)
    },
    takes: 3,
    close: async () => {},
  }
}

async function besidePostgres(address: string): Promise<Beside> {
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  return {
    async touched() {
      const { rows } = await client.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' LIMIT 1")
      return rows.length > 0
    },
    schema: async () => Number((await client.query(SCHEMA)).rows[0].value),
    takes: 25,
    close: () => client.end(),
  }
}

/** Old data, whose every start with this version dies early, are brought up to date by the first that lives. */
export function migrationKillSuite(name: string, kills: number, storage: () => Promise<Storage>): void {
  test(
    `${name}: killed ${kills} times while it brings old data up to date, it loses nothing of them`,
    async () => {
      const seed = seedOfRun()
      const luck = chance(seed)
      const oldest = await readKept(keptSchemas()[0]!)
      const { secret, contents } = oldest.expected
      const struck = new Map<string, number>()
      let compared = 0
      for (let killed = 0; killed < kills; ) {
        const folder = await mkdtemp(join(tmpdir(), 'nuage-migration-'))
        const store = await storage()
        const settings: Settings = { NUAGE_DATA: folder, NUAGE_SECRET: secret, ...store.settings }
        const database = settings.NUAGE_DATABASE ?? join(folder, 'nuage.db')
        await layOut(oldest, { database, blobs: settings.NUAGE_BLOBS ?? `disk:${join(folder, 'blobs')}` })
        const beside =
          settings.NUAGE_DATABASE === undefined ? besideSqlite(database) : await besidePostgres(database)
        let schema = oldest.number
        for (let tries = 0; tries < 5 && killed < kills && schema === oldest.number; tries++, killed++) {
          const program = startProgram(settings)
          let ready = false
          program.ready.then(
            () => {
              ready = true
            },
            () => {},
          )
          while (!ready && !(await beside.touched())) await breathe()
          await moment(luck.below(10 * beside.takes) / 10)
          await program.kill()
          schema = await beside.schema()
          const when = schema < migrations.length ? 'a migration, before its end' : 'a start, after it'
          struck.set(when, (struck.get(when) ?? 0) + 1)
          expect([oldest.number, migrations.length], 'never between two versions').toContain(schema)
        }
        await beside.close()
        const house = await open(settings)
        expect(await digestContents(house.domain)).toEqual(contents)
        expect(await faultsOf(house), `seed ${seed}`).toEqual([])
        compared += Object.keys(contents).length
        await house.close()
        await rm(folder, { recursive: true, force: true })
      }
      await report(
        `${name}, killed while it brings schema ${oldest.number} to ${migrations.length} (seed ${seed})`,
        { kills, 'written bodies looked for': compared, lost: 0 },
        tableOf(['what a kill cut off', 'times'], [...struck].sort()),
      )
    },
    90_000 + kills * 15_000,
  )
}
