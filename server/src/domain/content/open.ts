import { Readable } from 'node:stream'
import { type BlobReader, readerOf, streamFrom } from '../../storage/blobs/blob-store.ts'
import type { ContentId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { ExtentReader } from './extent-reader.ts'
import type { Extent } from './stored.ts'

/** With what keeps the content shut, if anything does (`malware/hold-back.ts`). */
const EXTENTS = `SELECT e.blob, e.start, e.length, e.sums,
    (SELECT q.state FROM quarantine q WHERE q.content = ? AND q.state <> 'clean') AS shut
  FROM extent e WHERE e.content = ? ORDER BY e.position`

interface Row extends Extent {
  readonly shut: 'held-back' | 'infected' | null
}

/** What is read of a content. */
export type ContentReader = BlobReader
export { readerOf }

/** A part of an extent, from its byte `from` up to, not including, `to`. */
export interface Piece {
  readonly extent: Extent
  readonly from: number
  readonly to: number
}

/** The parts of extents that make up the bytes from `start` up to, not including, `end`. */
export function cut(extents: readonly Extent[], start: number, end: number): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const extent of extents) {
    const from = Math.max(start - at, 0)
    const to = Math.min(end - at, extent.length)
    if (from < to) pieces.push({ extent, from, to })
    at += extent.length
    if (at >= end) break
  }
  return pieces
}

export interface ByteRange {
  readonly start: number
  /** Not included. */
  readonly end: number
}

/**
 * The bytes of a content, or of a range of it: the one place that maps bytes onto extents. What it gives is what
 * was stored: each block is compared with its sum first.
 * The first blob is opened before this resolves, so that a missing one is an error and not a short answer.
 *
 * @throws Refusal `infected` for what strangers brought and nobody has found clean; `damaged`, also while reading.
 */
export async function readContent(
  domain: Domain,
  content: ContentId,
  range: ByteRange,
): Promise<ContentReader> {
  const extents = await extentsOf(domain, content)
  const shut = extents[0]?.shut
  if (shut === 'infected') throw new Refusal('infected', 'infected')
  if (shut === 'held-back') throw new Refusal('infected', 'held-back')
  return await readPieces(domain, cut(extents, range.start, range.end), content)
}

/** The same for whoever looks through what nobody else may open yet. */
export const readHeldBack = async (
  domain: Domain,
  content: ContentId,
  { start, end }: ByteRange,
): Promise<ContentReader> =>
  await readPieces(domain, cut(await extentsOf(domain, content), start, end), content)

const extentsOf = (domain: Domain, content: ContentId): Promise<Row[]> =>
  domain.records.read((reader) => reader.all<Row>(EXTENTS, content, content))

/** @param content whose they are, for the operator if they are damaged. */
export async function readPieces(
  domain: Domain,
  pieces: readonly Piece[],
  content?: ContentId,
): Promise<ContentReader> {
  const open = (piece: Piece): Promise<ExtentReader> => ExtentReader.open(domain, piece, content)
  const waiting = [...pieces]
  const first = waiting.shift()
  let current = first && (await open(first))
  return {
    async read(into) {
      let filled = 0
      while (current !== undefined && filled < into.length) {
        const read = await current.read(filled === 0 ? into : into.subarray(filled))
        filled += read
        if (current.left > 0) break
        await current.close()
        const next = waiting.shift()
        current = undefined
        if (next !== undefined) current = await open(next)
      }
      return filled
    },
    async close() {
      await current?.close()
    },
  }
}

/** The same as a stream. */
export async function openContent(domain: Domain, content: ContentId, range: ByteRange): Promise<Readable> {
  if (range.start >= range.end) return Readable.from([])
  return streamFrom(await readContent(domain, content, range), range.end - range.start)
}
