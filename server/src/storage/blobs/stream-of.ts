import { Readable } from 'node:stream'
import type { BlobReader } from './blob-store.ts'

/** A stream over bytes that are there already. */
export function streamOf(bytes: Buffer): Readable {
  const stream = new Readable({ read() {} })
  if (bytes.length > 0) stream.push(bytes)
  stream.push(null)
  return stream
}

const pieceBytes = 256 * 1024

/**
 * A stream over what a reader gives, which is closed with it. Each piece has memory of its own.
 *
 * @param length the bytes to come
 */
export function streamFrom(reader: BlobReader, length: number): Readable {
  let left = length
  let reading: Promise<void> | undefined
  const next = async (stream: Readable) => {
    if (left === 0) return void stream.push(null)
    const bytes = Buffer.allocUnsafeSlow(Math.min(pieceBytes, left))
    const read = await reader.read(bytes)
    if (read === 0) throw new Error(`${left} bytes are missing`)
    left -= read
    reading = undefined
    stream.push(read === bytes.length ? bytes : bytes.subarray(0, read))
  }
  return new Readable({
    highWaterMark: pieceBytes,
    read() {
      reading = next(this).catch((error) => void this.destroy(error))
    },
    destroy(error, done) {
      // Nothing is closed under a running read.
      const close = () =>
        reader.close().then(
          () => done(error),
          (fault) => done(error ?? fault),
        )
      if (reading) reading.then(close)
      else close()
    },
  })
}
