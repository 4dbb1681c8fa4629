import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import type { Writer } from '../../storage/records/records.ts'
import { blobKeyTime } from '../../vocabulary/blob-key.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { ContentId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { forgetPreviews } from '../previews/keep.ts'

/** Seconds before bytes that nobody names any more are removed: whoever is still reading them gets to the end. */
export const GARBAGE_GRACE = 15 * 60
/** Seconds before bytes that no row names are taken for strays: longer than any single body takes to arrive. */
export const STRAY_GRACE = 24 * 3600

const SLICE = 200
const GARBAGE = `SELECT content FROM garbage WHERE since < ? ORDER BY content LIMIT ${SLICE}`
const OWNED = `SELECT 1 AS owned FROM node WHERE content = ?
  UNION ALL SELECT 1 FROM version WHERE content = ? UNION ALL SELECT 1 FROM upload WHERE content = ?`
const BLOBS = "SELECT DISTINCT blob FROM extent WHERE content = ? AND blob <> ''"
const NAMED = 'SELECT 1 AS named FROM extent WHERE blob = ?'
const HELD = "SELECT value FROM instance WHERE name = 'hold'"
/** Reads the hold and keeps it as it is until the end of the transaction: a backup that begins meanwhile waits. */
const HOLD_STILL = `INSERT INTO instance (name, value) VALUES ('hold', '0')
  ON CONFLICT (name) DO UPDATE SET value = instance.value RETURNING value`

export interface Swept {
  readonly contents: number
  readonly blobs: number
  readonly strays: number
}

/** Whether a backup is reading: nothing may be removed while it does. */
export async function isHeld(domain: Domain): Promise<boolean> {
  const row = await domain.records.get<{ value: string }>(HELD)
  return row !== undefined && Number(row.value) > seconds(domain.now())
}

/** Removes the bytes that nothing names any more. Rows go first: what a crash leaves over is a stray. */
export async function sweepGarbage(domain: Domain, grace = GARBAGE_GRACE): Promise<Omit<Swept, 'strays'>> {
  let contents = 0
  let blobs = 0
  for (;;) {
    if (await isHeld(domain)) return { contents, blobs }
    const until = seconds(domain.now()) - grace
    const found = await domain.records.read((reader) => reader.all<{ content: ContentId }>(GARBAGE, until))
    const keys = await domain.records.write([], async (writer) => {
      const hold = (await writer.get<{ value: string }>(HOLD_STILL))!
      if (Number(hold.value) > seconds(domain.now())) return undefined
      const freed: string[] = []
      for (const { content } of found) freed.push(...(await forget(writer, content)))
      return freed
    })
    if (keys === undefined) return { contents, blobs }
    await domain.blobs.remove(keys)
    contents += found.length
    blobs += keys.length
    if (found.length < SLICE) return { contents, blobs }
  }
}

/** @returns the keys of blobs that are named no more. */
async function forget(writer: Writer, content: ContentId): Promise<string[]> {
  await writer.run('DELETE FROM garbage WHERE content = ?', content)
  if ((await writer.get(OWNED, content, content, content)) !== undefined) return []
  const blobs = await writer.all<{ blob: string }>(BLOBS, content)
  await writer.run('DELETE FROM extent WHERE content = ?', content)
  // Before its previews: whoever keeps another one at this moment has taken this row, or finds it gone.
  await writer.run('DELETE FROM content WHERE id = ?', content)
  await writer.run('DELETE FROM quarantine WHERE content = ?', content)
  const freed = await forgetPreviews(writer, content)
  for (const { blob } of blobs) {
    if ((await writer.get(NAMED, blob)) !== undefined) continue
    await writer.run('DELETE FROM blob WHERE key = ?', blob)
    freed.push(blob)
  }
  return freed
}

/** Blobs in the store that no row names and that are older than the grace. */
export async function* strays(
  domain: Domain,
  store: BlobStore = domain.blobs,
  grace = STRAY_GRACE,
): AsyncGenerator<string> {
  const until = domain.now() - grace * 1000
  let batch: string[] = []
  async function* unknown(): AsyncGenerator<string> {
    const keys = batch
    batch = []
    const marks = keys.map(() => '?').join(', ')
    const rows = await domain.records.read((reader) =>
      reader.all<{ key: string }>(
        `SELECT key FROM blob WHERE key IN (${marks}) UNION ALL SELECT blob FROM preview WHERE blob IN (${marks})`,
        ...keys,
        ...keys,
      ),
    )
    const known = new Set(rows.map((row) => row.key))
    for (const key of keys) if (!known.has(key)) yield key
  }
  for await (const key of store.list()) {
    if (blobKeyTime(key) > until) continue
    batch.push(key)
    if (batch.length === SLICE) yield* unknown()
  }
  if (batch.length > 0) yield* unknown()
}

/** @returns how many strays went. */
export async function sweepStrays(domain: Domain, grace = STRAY_GRACE): Promise<number> {
  if (await isHeld(domain)) return 0
  let removed = 0
  for await (const key of strays(domain, domain.blobs, grace)) {
    await domain.blobs.remove([key])
    removed++
  }
  return removed
}
