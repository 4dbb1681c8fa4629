import Database from 'better-sqlite3'
import pg from 'pg'
import { openBlobs } from '../../server/src/storage/blobs/open-blobs.ts'
import { spelled } from '../../server/src/storage/records/migrate.ts'
import type { Value } from '../../server/src/storage/records/records.ts'
import type { KeptSchema } from './kept.ts'

export interface Ground {
  /** A SQLite file path that is not there yet, or `postgres://…` of an empty database. */
  readonly database: string
  /** As NUAGE_BLOBS. */
  readonly blobs: string
}

/** Makes an instance as the version of that schema had left it. */
export async function layOut(kept: KeptSchema, ground: Ground): Promise<void> {
  if (ground.database.startsWith('postgres')) await onPostgres(kept, ground.database)
  else onSqlite(kept, ground.database)
  const store = await openBlobs(ground.blobs, '')
  for (const [key, text] of Object.entries(kept.blobs)) {
    const bytes = Buffer.from(text, 'base64')
    await store.put(
      key,
      (async function* () {
        yield bytes
      })(),
      bytes.length,
    )
  }
  await store.close()
}

function onSqlite(kept: KeptSchema, file: string): void {
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.exec(spelled(kept.text, 'sqlite'))
  for (const { text, rows } of insertions(kept, () => '?')) {
    const statement = database.prepare(text)
    for (const row of rows) statement.run(...row)
  }
  database.close()
}

async function onPostgres(kept: KeptSchema, address: string): Promise<void> {
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  try {
    await client.query(spelled(kept.text, 'postgres'))
    for (const { text, rows } of insertions(kept, (i) => `$${i + 1}`))
      for (const row of rows) await client.query(text, [...row])
  } finally {
    await client.end()
  }
}

/** In place of what the schema's own text puts into its tables. */
function* insertions(
  { tables }: KeptSchema,
  place: (index: number) => string,
): Generator<{ text: string; rows: readonly (readonly Value[])[] }> {
  for (const [name, { columns, rows }] of Object.entries(tables)) {
    yield { text: `DELETE FROM ${name}`, rows: [[]] }
    const values = columns.map((_, i) => place(i)).join(', ')
    yield { text: `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${values})`, rows }
  }
}
