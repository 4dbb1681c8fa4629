import type { Archive, ArchivedTable, Manifest, Row } from '../../storage/archive/archive.ts'
import type { Reader, Value, Writer } from '../../storage/records/records.ts'
import { describeTables } from '../../storage/records/tables.ts'
import type { Domain } from '../domain.ts'
import { eachOf } from '../each-of.ts'
import { archivedBlobs } from './archived-blobs.ts'
import { copyBlob, isLoss } from './copy-blob.ts'
import { holdSweeper } from './hold.ts'
import { LEFT_OUT } from './left-out.ts'
import { beginNewLife, readSequences } from './new-life.ts'
import { isRestoring } from './restoring.ts'

/** The message is one line for the operator; nothing has been changed. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused'
}

export interface Restored {
  readonly rows: number
  readonly blobs: number
  readonly bytes: number
  /** Keys of blobs whose bytes are not in the backup. */
  readonly lost: readonly string[]
}

export interface RestoreWish {
  /** Go on where blobs are missing from the backup or damaged in it. */
  readonly incomplete: boolean
  /** Called when nothing speaks against it any more, and before anything is changed. */
  accepted?(): Promise<void>
  progress?(done: { rows: number; blobs: number }): void
}

const ROWS_PER_WRITE = 1_000
/** Below what either engine takes. */
const VALUES_PER_STATEMENT = 900
const AT_ONCE = 24

const TENANTS = ['person', 'space', 'node', 'content', 'blob']
/** These rows of `instance` are the restored one's own. */
const OWN_FACTS = new Set(['schema', 'hold', 'restoring', 'fingerprint'])
const SCHEMA = "SELECT value FROM instance WHERE name = 'schema'"
const FACT = `INSERT INTO instance (name, value) VALUES (?, ?)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value`

/**
 * Fills an empty instance with what a backup holds. Bytes first, rows second; until the last of them are there
 * the instance is marked, so that nobody serves half of it and the restore can be begun again.
 * @throws RestoreRefused
 */
export async function restoreBackup(domain: Domain, archive: Archive, wish: RestoreWish): Promise<Restored> {
  const manifest = await archive.manifest()
  if (manifest === undefined) throw new RestoreRefused('the backup is incomplete: it has no manifest')
  await requireEmpty(domain)
  await requireFitting(domain, manifest)
  for (const [, table] of tablesOf(manifest)) await archive.verifyTable(table)
  await wish.accepted?.()
  const held = await holdSweeper(domain)
  try {
    return await fill(domain, archive, manifest, wish)
  } finally {
    await held.release()
  }
}

async function fill(
  domain: Domain,
  archive: Archive,
  manifest: Manifest,
  wish: RestoreWish,
): Promise<Restored> {
  const tables = tablesOf(manifest)
  const done = { rows: 0, blobs: 0 }
  const own = await domain.records.read(readSequences)
  const names = (await domain.records.read(describeTables)).map(({ name }) => name)
  await domain.records.write([], async (writer) => {
    await writer.run(FACT, 'restoring', String(manifest.taken))
    for (const name of names) if (name !== 'instance') await writer.run(`DELETE FROM ${name}`)
  })
  // Nobody else writes into an empty instance: what is unfinished is from a restore that was killed.
  await domain.blobs.sweepUnfinished(Number.POSITIVE_INFINITY)
  const lost = await giveBlobs(domain, archive, manifest, wish, (blobs) => {
    done.blobs += blobs
    wish.progress?.(done)
  })
  for (const [name, table] of tables)
    await giveRows(domain, archive, name, table, (rows) => {
      done.rows += rows
      wish.progress?.(done)
    })
  await domain.records.write([], async (writer) => {
    await beginNewLife(writer, own)
    await writer.run("DELETE FROM instance WHERE name = 'restoring'")
  })
  return { rows: done.rows, blobs: done.blobs - lost.length, bytes: manifest.blobs.bytes, lost }
}

const tablesOf = (manifest: Manifest): [string, ArchivedTable][] =>
  Object.entries(manifest.tables).filter(([name]) => !LEFT_OUT.has(name))

async function requireEmpty(domain: Domain): Promise<void> {
  if (await isRestoring(domain.records)) return
  const isThere = (reader: Reader, table: string): Promise<unknown> =>
    reader.get(`SELECT 1 AS there FROM ${table} LIMIT 1`)
  for (const table of TENANTS)
    if ((await domain.records.read((reader) => isThere(reader, table))) !== undefined)
      throw new RestoreRefused(
        'this instance is not empty: restore into a new one, with a database and a blob store of its own',
      )
}

async function requireFitting(domain: Domain, manifest: Manifest): Promise<void> {
  const schema = Number((await domain.records.get<{ value: string }>(SCHEMA))!.value)
  if (manifest.schema !== schema)
    throw new RestoreRefused(
      `the backup was taken by Nuage ${manifest.version} (schema ${manifest.schema}), this one has schema ${schema}: restore with that version, then start this one on it`,
    )
  const known = new Map((await domain.records.read(describeTables)).map((table) => [table.name, table]))
  for (const [name, { columns }] of Object.entries(manifest.tables)) {
    const table = known.get(name)
    if (table === undefined || columns.some((column) => !table.columns.includes(column)))
      throw new RestoreRefused(`the backup holds a table ${name} that this version does not know`)
  }
}

async function giveBlobs(
  domain: Domain,
  archive: Archive,
  manifest: Manifest,
  wish: RestoreWish,
  given: (blobs: number) => void,
): Promise<string[]> {
  const lost: string[] = []
  const damaged = new Set(manifest.damaged)
  for await (const blobs of archivedBlobs(archive, manifest.tables.blob!)) {
    await eachOf(blobs, AT_ONCE, async (blob) => {
      try {
        if (damaged.has(blob.key)) lost.push(blob.key)
        else await copyBlob(archive.blobs, domain.blobs, blob, false)
      } catch (error) {
        if (!isLoss(error)) throw error
        if (!wish.incomplete)
          throw new Error(`${(error as Error).message}; with --incomplete the rest is restored`, {
            cause: error,
          })
        lost.push(blob.key)
      }
    })
    given(blobs.length)
  }
  return lost.sort()
}

async function giveRows(
  domain: Domain,
  archive: Archive,
  name: string,
  table: ArchivedTable,
  given: (rows: number) => void,
): Promise<void> {
  let some: Row[] = []
  let rows = 0
  const flush = async (): Promise<void> => {
    const batch = some
    some = []
    await domain.records.write([], (writer) =>
      name === 'instance' ? keepFacts(writer, table, batch) : insert(writer, name, table.columns, batch),
    )
    rows += batch.length
    given(batch.length)
  }
  for await (const row of archive.rows(table)) {
    some.push(row)
    if (some.length === ROWS_PER_WRITE) await flush()
  }
  if (some.length > 0) await flush()
  if (rows !== table.rows) throw new Error(`${table.file} has ${rows} rows instead of ${table.rows}`)
}

/** Two texts for each table, however many rows: so many at a time, and one by one. */
async function insert(
  writer: Writer,
  name: string,
  columns: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  const width = Math.max(1, Math.floor(VALUES_PER_STATEMENT / columns.length))
  const places = `(${columns.map(() => '?').join(', ')})`
  const into = `INSERT INTO ${name} (${columns.join(', ')}) VALUES`
  const many = `${into} ${Array.from({ length: width }, () => places).join(', ')}`
  let at = 0
  for (; at + width <= rows.length; at += width) await writer.run(many, ...rows.slice(at, at + width).flat())
  for (; at < rows.length; at++) await writer.run(`${into} ${places}`, ...rows[at]!)
}

async function keepFacts(writer: Writer, table: ArchivedTable, rows: readonly Row[]): Promise<void> {
  const [name, value] = [table.columns.indexOf('name'), table.columns.indexOf('value')]
  for (const row of rows)
    if (!OWN_FACTS.has(row[name] as string)) await writer.run(FACT, row[name] as Value, row[value] as Value)
}
