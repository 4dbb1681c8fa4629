import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Value } from '../../server/src/storage/records/records.ts'

/** The data of a small instance as a released version left them, as they are kept beside this file. */
export interface KeptSchema {
  readonly number: number
  /** The portable text of the migrations up to then. */
  readonly text: string
  /** Every row of every table. */
  readonly tables: Readonly<
    Record<string, { columns: readonly string[]; rows: readonly (readonly Value[])[] }>
  >
  /** Bytes by blob key, in base64. */
  readonly blobs: Readonly<Record<string, string>>
  readonly expected: Expected
}

/** What has to be there after a migration as it was before. */
export interface Expected {
  /** Under which tokens are hashed. */
  readonly secret: string
  readonly person: string
  readonly appPassword: string
  /** The SHA-1 of every content, by `node <id>`, `version <id>` or `upload <id>`. */
  readonly contents: Readonly<Record<string, string>>
}

/** The schemas of which data are kept, oldest first. */
export const keptSchemas = (): number[] =>
  readdirSync(import.meta.dirname)
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b)

export async function readKept(number: number): Promise<KeptSchema> {
  const folder = join(import.meta.dirname, String(number))
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8')
  const [text, data] = await Promise.all([read('schema.sql'), read('data.json')])
  return { number, text, ...JSON.parse(data) }
}
