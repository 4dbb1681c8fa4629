import { read as readFile } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { BlobRange, BlobReader } from './blob-store.ts'
import { rangeWithin } from './range.ts'

/** A range of a file, and its length. */
export async function readBlob(
  path: string,
  range: BlobRange | undefined,
): Promise<{ reader: BlobReader; length: number }> {
  const handle = await open(path, 'r')
  try {
    const { start, end } = rangeWithin(range, (await handle.stat()).size)
    return { reader: new FileReader(handle, start, end), length: end - start }
  } catch (error) {
    await handle.close().catch(() => {})
    throw error
  }
}

class FileReader implements BlobReader {
  readonly #handle: FileHandle
  #position: number
  readonly #end: number

  constructor(handle: FileHandle, start: number, end: number) {
    this.#handle = handle
    this.#position = start
    this.#end = end
  }

  async read(into: Uint8Array): Promise<number> {
    const wanted = Math.min(into.length, this.#end - this.#position)
    for (let filled = 0; filled < wanted; ) {
      const bytes = await readSome(this.#handle.fd, into, filled, wanted - filled, this.#position)
      if (bytes === 0) throw new Error('blob shorter than when it was opened')
      filled += bytes
      this.#position += bytes
    }
    return wanted
  }

  close(): Promise<void> {
    return this.#handle.close()
  }
}

/** By callback: the promises of a handle cost twice as much, which shows in a gigabyte. */
const readSome = (fd: number, into: Uint8Array, at: number, length: number, position: number) =>
  new Promise<number>((resolve, reject) =>
    readFile(fd, into, at, length, position, (error, bytes) => (error ? reject(error) : resolve(bytes))),
  )
