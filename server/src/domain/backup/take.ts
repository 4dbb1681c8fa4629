import { setImmediate as breathe } from 'node:timers/promises'
import type { Archive, ArchivedTable, Manifest, Row } from '../../storage/archive/archive.ts'
import type { Reader, Value } from '../../storage/records/records.ts'
import { describeTables, type Table } from '../../storage/records/tables.ts'
import type { Domain } from '../domain.ts'
import { eachOf } from '../each-of.ts'
import { archivedBlobs } from './archived-blobs.ts'
import { copyBlob, isLoss } from './copy-blob.ts'
import { type Held, holdSweeper } from './hold.ts'
import { LEFT_OUT } from './left-out.ts'

export interface Taken {
  readonly rows: number
  readonly blobs: number
  readonly bytes: number
  /** How many blobs were not in the folder before. */
  readonly copied: number
  /** Keys of blobs whose bytes are lost or damaged in the instance itself. */
  readonly damaged: readonly string[]
}

export interface TakeWish {
  readonly version: string
  readonly secretMark: string
  progress?(done: { rows: number; blobs: number }): void
}

const PAGE = 1_000
const AT_ONCE = 24
const SCHEMA = "SELECT value FROM instance WHERE name = 'schema'"

/**
 * Takes everything as it is at one moment, beside working servers: whatever was acknowledged before this was
 * called is in it. Rows come from one snapshot; the bytes they name never change and are kept from being swept.
 */
export async function takeBackup(domain: Domain, archive: Archive, wish: TakeWish): Promise<Taken> {
  const held = await holdSweeper(domain)
  try {
    const taken = domain.now()
    const done = { rows: 0, blobs: 0 }
    const progress = (): void => wish.progress?.(done)
    const { tables, schema } = await domain.records.survey((reader) =>
      keepTables(reader, archive, (rows) => {
        held.check()
        done.rows += rows
        progress()
      }),
    )
    const bytes = await keepBlobs(domain, archive, tables.blob!, held, (blobs) => {
      done.blobs += blobs
      progress()
    })
    held.check()
    const { damaged } = bytes
    const manifest: Manifest = {
      ...{ format: 1, version: wish.version, schema, instance: domain.instanceId, taken, tables },
      ...{ blobs: { count: bytes.count, bytes: bytes.bytes }, damaged, secretMark: wish.secretMark },
    }
    await archive.finish(manifest)
    await forgetUnnamed(archive, tables.blob!)
    return { rows: done.rows, blobs: bytes.count, bytes: bytes.bytes, copied: bytes.copied, damaged }
  } finally {
    await held.release()
  }
}

async function keepTables(
  reader: Reader,
  archive: Archive,
  kept: (rows: number) => void,
): Promise<{ tables: Record<string, ArchivedTable>; schema: number }> {
  const tables: Record<string, ArchivedTable> = {}
  for (const table of await describeTables(reader))
    if (!LEFT_OUT.has(table.name))
      tables[table.name] = await archive.keepTable(table.name, table.columns, pages(reader, table, kept))
  return { tables, schema: Number((await reader.get<{ value: string }>(SCHEMA))!.value) }
}

async function* pages(
  reader: Reader,
  { name, columns, key }: Table,
  kept: (rows: number) => void,
): AsyncGenerator<Row[]> {
  const keys = key.join(', ')
  const places = key.map(() => '?').join(', ')
  const select = (where: string): string =>
    `SELECT ${columns.join(', ')} FROM ${name} ${where} ORDER BY ${keys} LIMIT ${PAGE}`
  const [begin, go] = [select(''), select(`WHERE (${keys}) > (${places})`)]
  for (let after: Value[] | undefined; ; ) {
    const rows: Record<string, Value>[] =
      after === undefined ? await reader.all(begin) : await reader.all(go, ...after)
    if (rows.length === 0) return
    yield rows.map((row) => columns.map((column) => row[column]!))
    kept(rows.length)
    const last = rows.at(-1)!
    after = key.map((column) => last[column]!)
    await breathe()
  }
}

async function keepBlobs(
  domain: Domain,
  archive: Archive,
  table: ArchivedTable,
  held: Held,
  kept: (blobs: number) => void,
): Promise<{ count: number; bytes: number; copied: number; damaged: string[] }> {
  const sum = { count: 0, bytes: 0, copied: 0, damaged: [] as string[] }
  for await (const blobs of archivedBlobs(archive, table)) {
    await eachOf(blobs, AT_ONCE, async (blob) => {
      held.check()
      sum.count++
      sum.bytes += blob.size
      try {
        if (await copyBlob(domain.blobs, archive.blobs, blob, true)) sum.copied++
      } catch (error) {
        if (!isLoss(error)) throw error
        sum.damaged.push(blob.key)
      }
    })
    kept(blobs.length)
  }
  sum.damaged.sort()
  return sum
}

/** Both come in the order of their keys. */
async function forgetUnnamed(archive: Archive, table: ArchivedTable): Promise<void> {
  async function* named(): AsyncGenerator<string> {
    for await (const blobs of archivedBlobs(archive, table)) for (const { key } of blobs) yield key
  }
  const keys = named()
  let next = await keys.next()
  for await (const there of archive.blobs.list()) {
    while (next.done !== true && next.value < there) next = await keys.next()
    if (next.done === true || next.value !== there) await archive.blobs.remove([there])
  }
  await keys.return(undefined)
}
