import type { ByteRange } from '../range.ts'

/**
 * Of bytes that begin at `offset` those in the range. The ones before it are produced all the same, so that the
 * check sum comes out; after its end nothing is, and there is no result.
 */
export async function* window<Result>(
  bytes: AsyncGenerator<Uint8Array, Result, undefined>,
  offset: number,
  range: ByteRange,
): AsyncGenerator<Uint8Array, Result | undefined> {
  let at = offset
  try {
    for (;;) {
      if (at > range.end) return undefined
      const next = await bytes.next()
      if (next.done) return next.value
      const from = Math.max(0, range.start - at)
      const to = Math.min(next.value.length, range.end + 1 - at)
      if (from < to) yield next.value.subarray(from, to)
      at += next.value.length
    }
  } finally {
    await bytes.return(undefined as never)
  }
}
