import { Readable } from 'node:stream'
import type { ContentId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import type { Extent } from './stored.ts'

const EXTENTS = 'SELECT blob, start, length FROM extent WHERE content = ? ORDER BY position'

/** The pieces of blobs that make up the bytes from `start` up to, not including, `end`. */
export function cut(extents: readonly Extent[], start: number, end: number): Extent[] {
  const pieces: Extent[] = []
  let at = 0
  for (const extent of extents) {
    const from = Math.max(start, at)
    const to = Math.min(end, at + extent.length)
    if (from < to) pieces.push({ blob: extent.blob, start: extent.start + from - at, length: to - from })
    at += extent.length
    if (at >= end) break
  }
  return pieces
}

/**
 * The bytes of a content, or of a range of it: the one place that maps bytes onto extents.
 * The first blob is opened before this resolves, so that a missing one is an error and not a short answer.
 */
export async function openContent(
  domain: Domain,
  content: ContentId,
  range: { start: number; end: number },
): Promise<Readable> {
  const extents = await domain.records.read((reader) => reader.all<Extent>(EXTENTS, content))
  const pieces = cut(extents, range.start, range.end)
  const open = (piece: Extent): Promise<Readable> =>
    domain.blobs.open(piece.blob, { start: piece.start, end: piece.start + piece.length })
  const first = pieces[0]
  if (first === undefined) return Readable.from([])
  const opened = await open(first)
  if (pieces.length === 1) return opened
  async function* all(): AsyncIterable<Uint8Array> {
    yield* opened
    for (const piece of pieces.slice(1)) yield* await open(piece)
  }
  return Readable.from(all(), { objectMode: false })
}
