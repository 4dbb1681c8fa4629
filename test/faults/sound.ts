import { buffer } from 'node:stream/consumers'
import { openContent } from '../../server/src/domain/content/open.ts'
import type { House } from '../../server/src/runtime/house.ts'
import { recount } from '../rigs/recount.ts'
import { sha1 } from './wire.ts'

/** Counters and references, and every blob as long as its row says. */
export async function faultsOf(house: House): Promise<string[]> {
  const { records, blobs } = house.domain
  const faults = await records.survey(recount)
  const rows = await records.read((reader) =>
    reader.all<{ key: string; size: number }>('SELECT key, size FROM blob ORDER BY key'),
  )
  for (const { key, size } of rows)
    if ((await blobs.size(key)) !== size) faults.push(`blob ${key} is not whole`)
  return faults
}

/** The SHA-1 of every content that a file, a version or the trash still has. */
export async function contentsOf(house: House): Promise<Set<string>> {
  const rows = await house.domain.records.read((reader) =>
    reader.all<{ content: number; size: number }>(
      `SELECT content, size FROM node WHERE content IS NOT NULL
       UNION SELECT content, size FROM version`,
    ),
  )
  const found = new Set<string>()
  for (const { content, size } of rows)
    found.add(sha1(await buffer(await openContent(house.domain, content, { start: 0, end: size }))))
  return found
}

/** Every blob has its row, and every row its blob. */
export async function strayBlobs(house: House): Promise<string[]> {
  const { records, blobs } = house.domain
  const rows = await records.read((reader) => reader.all<{ key: string }>('SELECT key FROM blob'))
  const named = new Set(rows.map(({ key }) => key))
  const there: string[] = []
  for await (const key of blobs.list()) there.push(key)
  return [
    ...there.filter((key) => !named.has(key)).map((key) => `blob ${key} is nobody's`),
    ...[...named].filter((key) => !there.includes(key)).map((key) => `blob ${key} is gone`),
  ]
}
