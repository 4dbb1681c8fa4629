import { setImmediate as breathe } from 'node:timers/promises'
import { streamFrom } from '../../storage/blobs/blob-store.ts'
import type { Writer } from '../../storage/records/records.ts'
import { blobKeyTime } from '../../vocabulary/blob-key.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { ContentId } from '../../vocabulary/ids.ts'
import { carryBlob, keepBlob } from '../content/keep.ts'
import { readPieces } from '../content/open.ts'
import { receive } from '../content/receive.ts'
import type { Extent, StoredBlob } from '../content/stored.ts'
import type { Domain } from '../domain.ts'
import { isHeld } from './sweep.ts'

/** Younger blobs may still be getting their files: those that share one commit each by itself. */
const SETTLED_AFTER = 3600 * 1000

/** So many blobs are looked at by one statement, for which everybody waits. */
const SLICE = 1_000
const SLICE_END = `SELECT MAX(key) AS last FROM (SELECT key FROM blob WHERE key > ? ORDER BY key LIMIT ${SLICE}) s`
/** More than half of such a blob belongs to files that are gone. What awaits the sweeper still counts as there. */
const MOSTLY_DEAD = `SELECT b.key, b.size FROM blob b JOIN extent e ON e.blob = b.key
  WHERE b.key > ? AND b.key <= ? AND b.damaged IS NULL GROUP BY b.key, b.size
  HAVING SUM(e.length) * 2 < b.size ORDER BY b.key`
const LIVE =
  'SELECT content, position, blob, start, length, sums FROM extent WHERE blob = ? ORDER BY start, content'
const POINT = `UPDATE extent SET blob = ?, start = ?
  WHERE content = ? AND position = ? AND blob = ? AND start = ? AND length = ?`

interface LiveExtent extends Extent {
  readonly content: ContentId
  readonly position: string
}

/**
 * Rewrites blobs that are mostly dead, so that one small file does not keep the room of many that shared its
 * blob. Whoever reads the old one gets to the end: it goes by way of the sweeper.
 * @returns how many were rewritten.
 */
export async function compactBlobs(domain: Domain): Promise<number> {
  let compacted = 0
  for (let after = ''; ; ) {
    if (await isHeld(domain)) return compacted
    const end = await domain.records.get<{ last: string | null }>(SLICE_END, after)
    if (end?.last == null) return compacted
    const range = [after, end.last] as const
    const found = await domain.records.read((reader) =>
      reader.all<{ key: string; size: number }>(MOSTLY_DEAD, ...range),
    )
    for (const blob of found) {
      if (blobKeyTime(blob.key) > domain.now() - SETTLED_AFTER) continue
      await rewrite(domain, blob)
      compacted++
    }
    after = end.last
    await breathe()
  }
}

async function rewrite(domain: Domain, blob: { key: string; size: number }): Promise<void> {
  const extents = await domain.records.read((reader) => reader.all<LiveExtent>(LIVE, blob.key))
  const { stored } = await receive(domain, bytesOf(domain, extents))
  if (stored === undefined) return
  await domain.records.write([], (writer) => point(writer, blob, stored.blob, extents, seconds(domain.now())))
}

async function* bytesOf(domain: Domain, extents: readonly LiveExtent[]): AsyncGenerator<Uint8Array> {
  for (const extent of extents) {
    const { content, length } = extent
    yield* streamFrom(await readPieces(domain, [{ extent, from: 0, to: length }], content), length)
  }
}

/** An extent that went or changed meanwhile stays as it is: its bytes in the new blob are simply dead. */
async function point(
  writer: Writer,
  from: { key: string; size: number },
  to: StoredBlob,
  extents: readonly LiveExtent[],
  now: number,
): Promise<void> {
  await keepBlob(writer, to)
  let start = 0
  for (const extent of extents) {
    const { content, position, length } = extent
    await writer.run(POINT, to.key, start, content, position, from.key, extent.start, length)
    start += length
  }
  await carryBlob(writer, to, now)
  await carryBlob(writer, from, now)
}
