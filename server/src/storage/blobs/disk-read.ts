import { closeSync, fstatSync, openSync, read as readFile, readSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { BlobRange, BlobReader } from './blob-store.ts'
import { checkRange, rangeWithin } from './range.ts'

/**
 * So short a range is read on the main thread: handing a system call to a thread and back costs ten times the call,
 * and that for the opening, the reading and the closing (docs/adr/0021).
 */
const shortBytes = 64 * 1024

/** A range of a file, and its length. */
export async function readBlob(
  path: string,
  range: BlobRange | undefined,
): Promise<{ reader: BlobReader; length: number }> {
  if (range !== undefined && range.end - range.start <= shortBytes) {
    const bytes = readShort(path, range)
    return { reader: new BytesReader(bytes), length: bytes.length }
  }
  const handle = await open(path, 'r')
  try {
    const { start, end } = rangeWithin(range, (await handle.stat()).size)
    return { reader: new FileReader(handle, start, end), length: end - start }
  } catch (error) {
    await handle.close().catch(() => {})
    throw error
  }
}

/** The length of the file is asked only where the range may not be inside it. */
function readShort(path: string, range: BlobRange): Buffer {
  const descriptor = openSync(path, 'r')
  try {
    checkRange(range)
    const bytes = Buffer.allocUnsafeSlow(range.end - range.start)
    let at = 0
    while (at < bytes.length) {
      const read = readSync(descriptor, bytes, at, bytes.length - at, range.start + at)
      if (read === 0) break
      at += read
    }
    if (at < bytes.length || at === 0) rangeWithin(range, fstatSync(descriptor).size)
    if (at < bytes.length) throw shorter()
    return bytes
  } finally {
    closeSync(descriptor)
  }
}

const shorter = (): Error => new Error('blob shorter than when it was opened')

class BytesReader implements BlobReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  async read(into: Uint8Array): Promise<number> {
    const copied = this.#bytes.copy(into, 0, this.#at)
    this.#at += copied
    return copied
  }

  async close(): Promise<void> {}
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
      if (bytes === 0) throw shorter()
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
