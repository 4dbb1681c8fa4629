import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { migrate } from './migrate.ts'
import type { Records } from './records.ts'

export type DatabaseAddress = { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string }

/** Opens the records, bringing the schema up to date first. Drivers are loaded only where they are used. */
export async function openRecords(address: DatabaseAddress): Promise<Records> {
  if (address.kind === 'sqlite') {
    await mkdir(dirname(address.file), { recursive: true })
    await migrateSqlite(address.file)
    const { SqliteRecords } = await import('./sqlite.ts')
    return new SqliteRecords(address.file)
  }
  await migratePostgres(address.url)
  const { PostgresRecords } = await import('./postgres.ts')
  return new PostgresRecords(address.url)
}

async function migrateSqlite(file: string): Promise<void> {
  const { SqliteConnection } = await import('./sqlite-connection.ts')
  const connection = new SqliteConnection(file, { readonly: false })
  try {
    connection.raw.pragma('synchronous = FULL')
    connection.raw.exec('BEGIN IMMEDIATE')
    await migrate({
      engine: 'sqlite',
      version: async () => {
        const table = connection.raw.prepare("SELECT 1 FROM sqlite_master WHERE name = 'instance'").get()
        if (table === undefined) return 0
        const row = connection.raw.prepare("SELECT value FROM instance WHERE name = 'schema'").get()
        return Number((row as { value: string }).value)
      },
      execute: async (sql) => {
        connection.raw.exec(sql)
      },
    })
    connection.raw.exec('COMMIT')
  } finally {
    connection.close()
  }
}

/** Held while migrating, so that processes that start together do it once. */
const MIGRATION_LOCK = 7_312_411

async function migratePostgres(url: string): Promise<void> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`)
    await migrate({
      engine: 'postgres',
      version: async () => {
        const table = await client.query("SELECT to_regclass('instance') AS found")
        if (table.rows[0].found === null) return 0
        const { rows } = await client.query("SELECT value FROM instance WHERE name = 'schema'")
        return Number(rows[0].value)
      },
      execute: async (sql) => {
        await client.query(sql)
      },
    })
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
}
