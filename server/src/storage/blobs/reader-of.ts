import type { Readable } from 'node:stream'
import type { BlobReader } from './blob-store.ts'

/** Reads a stream into memory that is given, and destroys it when closed. */
export function readerOf(stream: Readable): BlobReader {
  const pieces = stream.iterator() as AsyncIterator<Uint8Array>
  let rest: Uint8Array = new Uint8Array(0)
  return {
    async read(into) {
      let filled = 0
      while (filled < into.length) {
        if (rest.length === 0) {
          const next = await pieces.next()
          if (next.done) break
          rest = next.value
        }
        const taken = rest.subarray(0, into.length - filled)
        into.set(taken, filled)
        filled += taken.length
        rest = rest.subarray(taken.length)
      }
      return filled
    },
    async close() {
      stream.destroy()
    },
  }
}
