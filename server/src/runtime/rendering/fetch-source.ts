import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { PreviewKind } from '../../domain/previews/kind.ts'
import type { Source } from '../../domain/previews/renderer.ts'

const MB = 1024 * 1024

/** How much of the beginning and of the end is needed; undefined: all of it. */
const NEEDED: Partial<Record<PreviewKind, { head: number; tail: number }>> = {
  text: { head: 64 * 1024, tail: 0 },
  markdown: { head: 64 * 1024, tail: 0 },
  // The first pictures, and the index, which cameras write last.
  video: { head: 24 * MB, tail: 12 * MB },
}

/** Puts into a file what is needed of a source, each part at its place; between them is a hole. */
export async function fetchSource(source: Source, kind: PreviewKind, file: string): Promise<void> {
  const { head, tail } = NEEDED[kind] ?? { head: source.size, tail: 0 }
  const first = Math.min(head, source.size)
  const last = Math.max(first, source.size - tail)
  await writePart(source, { start: 0, end: first }, file, 'wx')
  if (last < source.size && tail > 0) await writePart(source, { start: last, end: source.size }, file, 'r+')
}

const writePart = async (
  source: Source,
  part: { start: number; end: number },
  file: string,
  flags: string,
): Promise<void> =>
  await pipeline(await source.open(part), createWriteStream(file, { flags, start: part.start }))
