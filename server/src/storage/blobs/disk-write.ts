import type { FileHandle } from 'node:fs/promises'
import { BlobSizeDiffers } from './blob-errors.ts'

/** Enough that the cost of a system call is lost in that of moving the bytes. */
const batchBytes = 1024 * 1024
/** A stranger may send a byte at a time; each chunk costs more memory than its length says. */
const batchChunks = 256

interface NewFile {
  handle: FileHandle
  /** Closes and removes it. */
  abandon(): Promise<void>
}

/**
 * Writes a body into a new file, durably, and closes it. The file is only made when the first batch is
 * complete: a small body is one write, and one that breaks off early touches no disk. While one batch is
 * written the next one is gathered.
 *
 * @returns bytes written
 */
export async function writeBody(
  body: AsyncIterable<Uint8Array>,
  size: number | undefined,
  create: () => Promise<NewFile>,
): Promise<number> {
  let file: NewFile | undefined
  let writing: Promise<void> = Promise.resolve()
  let batch: Uint8Array[] = []
  let gathered = 0
  let total = 0
  const flush = async () => {
    await writing
    file ??= await create()
    writing = writeAll(file.handle, batch, gathered)
    // Awaited before the next batch and at the end; until then a failure must not count as unhandled.
    writing.catch(() => {})
    batch = []
    gathered = 0
  }
  try {
    for await (const chunk of body) {
      if (chunk.length === 0) continue
      batch.push(chunk)
      gathered += chunk.length
      total += chunk.length
      if (size !== undefined && total > size) throw new BlobSizeDiffers(size, total)
      if (gathered >= batchBytes || batch.length === batchChunks) await flush()
    }
    if (size !== undefined && total !== size) throw new BlobSizeDiffers(size, total)
    if (!file || gathered > 0) await flush()
    await writing
    await file!.handle.datasync()
    await file!.handle.close()
    return total
  } catch (error) {
    await writing.catch(() => {})
    await file?.abandon()
    throw error
  }
}

/** The kernel may take less than it is given: near a full disk, or above its own limits. */
async function writeAll(handle: FileHandle, batch: Uint8Array[], length: number): Promise<void> {
  let rest = batch
  for (let left = length; left > 0; ) {
    const { bytesWritten } = rest.length === 1 ? await handle.write(rest[0]!) : await handle.writev(rest)
    left -= bytesWritten
    if (left > 0) rest = [Buffer.concat(rest).subarray(bytesWritten)]
  }
}
