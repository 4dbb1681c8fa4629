const firstPiece = 64 * 1024

/**
 * Cuts a body into parts of exactly the wanted lengths, the last one shorter; always at least one, which may be
 * empty. Chunks are copied, so that a stranger's thousands of tiny chunks cost no more memory than one part.
 *
 * @param lengthOf the length of the part of this index, in bytes
 */
export async function* inParts(
  body: AsyncIterable<Uint8Array>,
  lengthOf: (index: number) => number,
): AsyncGenerator<Buffer, void, void> {
  let index = 0
  let wanted = 0
  let part: Buffer = Buffer.alloc(0)
  let filled = 0
  for await (const chunk of body) {
    for (let at = 0; at < chunk.length; ) {
      if (filled === 0) wanted = lengthOf(index)
      const taken = Math.min(chunk.length - at, wanted - filled)
      if (filled + taken > part.length)
        part = grown(part, filled, index > 0 ? wanted : filled + taken, wanted)
      part.set(chunk.subarray(at, at + taken), filled)
      filled += taken
      at += taken
      if (filled < wanted) continue
      yield part
      index++
      part = Buffer.alloc(0)
      filled = 0
    }
  }
  if (filled > 0 || index === 0) yield part.subarray(0, filled)
}

/** By fours, so that a small body takes little room and a large one is copied about once more than it must. */
function grown(part: Buffer, filled: number, least: number, most: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(Math.min(most, Math.max(least, part.length * 4, firstPiece)))
  larger.set(part.subarray(0, filled))
  return larger
}

const mebi = 1024 * 1024
const smallestPart = 8 * mebi
const mostParts = 10_000

/**
 * Part lengths of an upload, all equal where the size is known (some servers insist). Otherwise they grow up to
 * 64 MiB, so that memory stays bounded, and half a terabyte fits.
 */
export function partLengths(size: number | undefined): (index: number) => number {
  const equal = size && Math.max(smallestPart, Math.ceil(size / mostParts / mebi) * mebi)
  return (index) => {
    if (index >= mostParts) throw new Error('body too long for S3 when its size is not announced')
    return equal || smallestPart * 2 ** Math.min(3, Math.floor(index / 1000))
  }
}

/** Puts back in front what was read ahead. */
export async function* chained<T>(first: readonly T[], rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield* first
  yield* rest
}
