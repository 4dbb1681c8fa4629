import { createHash } from 'node:crypto'

/** A prime, so that no block, part or page of a driver falls on the same bytes twice in a row. */
const period = 65_521
const block = Buffer.from(Array.from({ length: period }, (_, at) => (at * 131 + (at >> 8) * 29) & 255))

/** The bytes `start` to `end` (exclusive) of the endless pattern. */
export function patternPiece(start: number, end: number): Buffer {
  const piece = Buffer.allocUnsafeSlow(end - start)
  for (let at = start; at < end; ) {
    const from = at % period
    at += block.copy(piece, at - start, from, Math.min(period, from + end - at))
  }
  return piece
}

/** A body of the pattern's first `size` bytes, in chunks of the given lengths, the last one repeated. */
export async function* patterned(size: number, pieces: readonly number[] = [65_536]): AsyncGenerator<Buffer> {
  for (let at = 0, turn = 0; at < size; turn++) {
    const end = Math.min(size, at + pieces[Math.min(turn, pieces.length - 1)]!)
    yield patternPiece(at, end)
    at = end
  }
}

const known = new Map<number, string>()

/** SHA-1 of the pattern's first `size` bytes, in hexadecimal. */
export function patternHash(size: number): string {
  let hash = known.get(size)
  if (!hash) {
    const digest = createHash('sha1')
    for (let at = 0; at < size; at += period) digest.update(patternPiece(at, Math.min(size, at + period)))
    hash = digest.digest('hex')
    known.set(size, hash)
  }
  return hash
}
