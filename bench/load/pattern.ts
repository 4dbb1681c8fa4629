import { createHash } from 'node:crypto'
import type { PatternPart } from './job.ts'

/** A prime: what is moved, doubled or left out by any round number of bytes shows. */
const PERIOD = 1_048_583
const SLICE = 256 * 1024

/** Noise that does not compress, the same in every process. */
const noise = (() => {
  const bytes = Buffer.alloc(PERIOD + SLICE)
  let state = 0x9e3779b9
  for (let i = 0; i < PERIOD; i++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    bytes[i] = state & 0xff
  }
  bytes.copy(bytes, PERIOD, 0, SLICE)
  return bytes
})()

const at = (seed: number, offset: number): number => (seed * 7919 + offset) % PERIOD

/** Not a copy: never to be written to. */
export function patternSlice({ seed, length, start = 0 }: PatternPart, offset: number, most = SLICE): Buffer {
  const from = at(seed, start + offset)
  return noise.subarray(from, from + Math.min(SLICE, most, length - offset))
}

export function* patternSlices(part: PatternPart): Generator<Buffer> {
  for (let offset = 0; offset < part.length; offset += SLICE) yield patternSlice(part, offset)
}

/** Whether these bytes are what the pattern has at that offset. */
export function matchesPattern(part: PatternPart, offset: number, bytes: Buffer): boolean {
  if (offset + bytes.length > part.length) return false
  for (let done = 0; done < bytes.length; ) {
    const slice = patternSlice(part, offset + done, bytes.length - done)
    if (slice.compare(bytes, done, done + slice.length) !== 0) return false
    done += slice.length
  }
  return true
}

/** Lower-case hexadecimal. */
export function patternDigest(part: PatternPart, algorithm: 'sha1' | 'md5'): string {
  const hash = createHash(algorithm)
  for (const slice of patternSlices(part)) hash.update(slice)
  return hash.digest('hex')
}
