import { closeSync, fdatasync, openSync, unlinkSync, writeSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { BlobSizeDiffers } from './blob-errors.ts'
import { Flushing } from './flushing.ts'

/** Enough that the cost of a system call is lost in that of moving the bytes. */
const batchBytes = 1024 * 1024
/** A chunk this long is written as it is; shorter ones are put together. */
const longChunk = 256 * 1024

interface NewFile {
  handle: FileHandle
  /** Closes and removes it. */
  abandon(): Promise<void>
}

interface Writing {
  create(): Promise<NewFile>
  /** Makes a new file of these bytes, durably. */
  whole(bytes: Uint8Array): Promise<void>
}

/**
 * Writes a body into a new file, durably, and closes it. The file is only made when there is something to write: a
 * small body is one write, and one that breaks off early touches no disk. While one batch of short chunks is
 * written the next one is gathered.
 *
 * @returns bytes written
 */
export async function writeBody(
  body: AsyncIterable<Uint8Array>,
  size: number | undefined,
  { create, whole }: Writing,
): Promise<number> {
  if (size !== undefined && size <= batchBytes) {
    await whole(await collect(body, size))
    return size
  }
  const out = new Output(size, create)
  try {
    let total = 0
    for await (const chunk of body) {
      total += chunk.length
      if (size !== undefined && total > size) throw new BlobSizeDiffers(size, total)
      if (chunk.length >= longChunk || chunk.length === size) await out.write(chunk)
      else if (chunk.length > 0) await out.gather(chunk)
    }
    if (size !== undefined && total !== size) throw new BlobSizeDiffers(size, total)
    await out.finish()
    return total
  } catch (error) {
    await out.abandon()
    throw error
  }
}

/** Copied, since a chunk's memory may be used again once the next is asked for. */
async function collect(body: AsyncIterable<Uint8Array>, size: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(size)
  let total = 0
  for await (const chunk of body) {
    if (total + chunk.length > size) throw new BlobSizeDiffers(size, total + chunk.length)
    bytes.set(chunk, total)
    total += chunk.length
  }
  if (total !== size) throw new BlobSizeDiffers(size, total)
  return bytes
}

class Output {
  readonly #create: () => Promise<NewFile>
  readonly #batchBytes: number
  #file: NewFile | undefined
  #flushing: Flushing | undefined
  #writing: Promise<void> = Promise.resolve()
  #batch: Buffer | undefined
  #gathered = 0
  /** A batch that has been written, to be filled again. */
  #spare: Buffer | undefined

  constructor(size: number | undefined, create: () => Promise<NewFile>) {
    this.#create = create
    this.#batchBytes = Math.min(size ?? batchBytes, batchBytes)
  }

  /** Resolves when the memory of the chunk may be used again. */
  async write(chunk: Uint8Array): Promise<void> {
    if (this.#gathered > 0) await this.#flush()
    await this.#begin(chunk)
    await this.#writing
  }

  async gather(chunk: Uint8Array): Promise<void> {
    for (let at = 0; at < chunk.length; ) {
      this.#batch ??= this.#spare ?? Buffer.allocUnsafeSlow(this.#batchBytes)
      if (this.#batch === this.#spare) this.#spare = undefined
      const taken = chunk.subarray(at, at + this.#batch.length - this.#gathered)
      this.#batch.set(taken, this.#gathered)
      this.#gathered += taken.length
      at += taken.length
      if (this.#gathered === this.#batch.length) await this.#flush()
    }
  }

  async finish(): Promise<void> {
    if (this.#gathered > 0) await this.#flush()
    await this.#writing
    const { handle } = await this.#opened()
    await this.#flushing?.end()
    await handle.datasync()
    await handle.close()
  }

  async abandon(): Promise<void> {
    await this.#writing.catch(() => {})
    await this.#flushing?.end().catch(() => {})
    await this.#file?.abandon()
  }

  async #flush(): Promise<void> {
    const batch = this.#batch!
    const bytes = batch.subarray(0, this.#gathered)
    this.#batch = undefined
    this.#gathered = 0
    await this.#begin(bytes)
    this.#writing.then(
      () => {
        this.#spare = batch
      },
      () => {},
    )
  }

  async #begin(bytes: Uint8Array): Promise<void> {
    await this.#writing
    const { handle } = await this.#opened()
    this.#writing = writeAll(handle, bytes)
    // Awaited before the next write and at the end; until then a failure must not count as unhandled.
    this.#writing.catch(() => {})
    this.#flushing!.wrote(bytes.length)
  }

  async #opened(): Promise<NewFile> {
    this.#file ??= await this.#create()
    this.#flushing ??= new Flushing(this.#file.handle)
    return this.#file
  }
}

/** The kernel may take less than it is given: near a full disk, or above its own limits. */
async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten
}

const flushed = promisify(fdatasync)

/**
 * A new file of so few bytes. Only the flush leaves the main thread: handing any other system call to a thread and
 * back costs ten times the call (docs/adr/0021).
 *
 * @param mayStay asked once the name is taken; the file goes when it throws
 */
export async function writeWhole(path: string, bytes: Uint8Array, mayStay: () => void): Promise<void> {
  const descriptor = openSync(path, 'wx', 0o600)
  let open = true
  try {
    mayStay()
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at, bytes.length - at)
    await flushed(descriptor)
    open = false
    closeSync(descriptor)
  } catch (error) {
    if (open) closeSync(descriptor)
    removeQuietly(path)
    throw error
  }
}

/** For what could not be finished: why it could not is what is told. */
export function removeQuietly(path: string): void {
  try {
    unlinkSync(path)
  } catch {
    // What stays is swept as a leftover.
  }
}
