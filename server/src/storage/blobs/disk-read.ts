import { type FileHandle, open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { BlobRange } from './blob-store.ts'
import { rangeWithin } from './range.ts'
import { streamOf } from './stream-of.ts'

const readBytes = 256 * 1024

/** A stream over a range of a file. What fits in one read is read at once, and holds no descriptor. */
export async function readBlob(path: string, range: BlobRange | undefined): Promise<Readable> {
  const handle = await open(path, 'r')
  try {
    const { start, end } = rangeWithin(range, (await handle.stat()).size)
    if (end - start > readBytes) return new FileRange(handle, start, end)
    const bytes = Buffer.allocUnsafeSlow(end - start)
    for (let at = 0; at < bytes.length; ) at += await readSome(handle, bytes, at, start + at)
    await handle.close()
    return streamOf(bytes)
  } catch (error) {
    await handle.close().catch(() => {})
    throw error
  }
}

async function readSome(handle: FileHandle, into: Buffer, offset: number, position: number): Promise<number> {
  const { bytesRead } = await handle.read(into, offset, into.length - offset, position)
  if (bytesRead === 0) throw new Error('blob shorter than when it was opened')
  return bytesRead
}

class FileRange extends Readable {
  readonly #handle: FileHandle
  #position: number
  readonly #end: number
  #reading: Promise<void> | undefined

  constructor(handle: FileHandle, start: number, end: number) {
    super({ highWaterMark: readBytes })
    this.#handle = handle
    this.#position = start
    this.#end = end
  }

  override _read(): void {
    this.#reading = this.#next().catch((error) => {
      this.destroy(error)
    })
  }

  async #next(): Promise<void> {
    if (this.#position === this.#end) {
      this.push(null)
      return
    }
    const bytes = Buffer.allocUnsafeSlow(Math.min(readBytes, this.#end - this.#position))
    const length = await readSome(this.#handle, bytes, 0, this.#position)
    this.#position += length
    this.#reading = undefined
    this.push(length === bytes.length ? bytes : bytes.subarray(0, length))
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    // A descriptor closed under a running read could be another file's by the time it is used.
    const close = () =>
      this.#handle.close().then(
        () => done(error),
        (fault) => done(error ?? fault),
      )
    if (this.#reading) this.#reading.then(close)
    else close()
  }
}
