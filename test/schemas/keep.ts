import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Domain } from '../../server/src/domain/domain.ts'
import { migrations } from '../../server/src/storage/records/migrations/migrations.ts'
import type { Value } from '../../server/src/storage/records/records.ts'
import { describeTables } from '../../server/src/storage/records/tables.ts'
import { open } from '../faults/ground.ts'
import { digestContents } from './contents.ts'
import { inhabit } from './inhabit.ts'
import type { KeptSchema } from './kept.ts'

/** Keeps what this version writes, to be run once for each released schema: `node test/schemas/keep.ts`. */
const secret = 'kept with the schema, and known'

async function rowsOf(domain: Domain): Promise<KeptSchema['tables']> {
  return await domain.records.survey(async (reader) => {
    const tables: Record<string, { columns: readonly string[]; rows: Value[][] }> = {}
    for (const { name, columns, key } of await describeTables(reader)) {
      const text = `SELECT ${columns.join(', ')} FROM ${name} ORDER BY ${key.join(', ')}`
      const rows = await reader.all<Record<string, Value>>(text)
      tables[name] = { columns, rows: rows.map((row) => columns.map((column) => row[column]!)) }
    }
    return tables
  })
}

async function bytesOf(domain: Domain): Promise<Record<string, string>> {
  const blobs: Record<string, string> = {}
  for await (const key of domain.blobs.list())
    blobs[key] = (await buffer(await domain.blobs.open(key))).toString('base64')
  return blobs
}

/** JSON with a line for each row. */
function legible({ tables, ...rest }: Omit<KeptSchema, 'number' | 'text'>): string {
  const lines = Object.entries(tables).map(([name, { columns, rows }]) => {
    const each = rows.map((row) => `\n${JSON.stringify(row)}`)
    return `${JSON.stringify(name)}: {"columns": ${JSON.stringify(columns)}, "rows": [${each}]}`
  })
  return `{"tables": {\n${lines.join(',\n')}},\n${JSON.stringify(rest, undefined, 1).slice(2)}\n`
}

const folder = await mkdtemp(join(tmpdir(), 'nuage-keep-'))
const house = await open({ NUAGE_DATA: folder, NUAGE_SECRET: secret })
const { domain } = house
const made = await inhabit(domain)
const expected = { secret, ...made, contents: await digestContents(domain) }
const kept = { tables: await rowsOf(domain), blobs: await bytesOf(domain), expected }
await house.close()
await rm(folder, { recursive: true })
const target = join(import.meta.dirname, String(migrations.length))
await mkdir(target)
await writeFile(join(target, 'schema.sql'), migrations.join(''))
await writeFile(join(target, 'data.json'), legible(kept))
console.info(`kept schema ${migrations.length} in ${target}`)
