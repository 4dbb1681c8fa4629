import type { ServerResponse } from 'node:http'
import type { ContentReader } from '../../domain/content/open.ts'
import { buffers } from './buffers.ts'

/** The client left while it was being answered. */
class LineBroken extends Error {
  readonly code = 'ERR_STREAM_PREMATURE_CLOSE'
}

/** Resolves when the bytes have left, and their memory may be used again. */
function sent(response: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const broken = (cause?: unknown) => reject(new LineBroken('the client left', { cause }))
    if (response.destroyed) return broken()
    response.once('close', broken)
    response.write(bytes, (error) => {
      response.off('close', broken)
      if (error) broken(error)
      else resolve()
    })
  })
}

/**
 * Sends `length` bytes and closes the reader. While some leave, the next ones are read, unless so many are
 * reading that memory is scarce. The first bytes are read before anything is said.
 *
 * @param begun called before the first byte is sent
 * @throws what the reader throws, and when the client left or fewer bytes came: the answer is then not whole.
 */
export async function sendBytes(
  response: ServerResponse,
  reader: ContentReader,
  length: number,
  begun: () => void,
): Promise<void> {
  let left = length
  let lent = 0
  let reading: Promise<[Buffer, number]> | undefined
  const fill = async (most: number): Promise<[Buffer, number]> => {
    const buffer = buffers.take(most)
    lent++
    return [buffer, await reader.read(buffer.length > most ? buffer.subarray(0, most) : buffer)]
  }
  const begin = (most: number) => {
    const filling = fill(most)
    // Awaited in its turn; until then a failure must not count as unhandled.
    filling.catch(() => {})
    return filling
  }
  try {
    while (left > 0) {
      const [buffer, filled] = await (reading ?? begin(left))
      reading = undefined
      if (filled === 0) throw new Error(`${left} bytes of an answer are missing`)
      if (left === length) begun()
      left -= filled
      const leaving = sent(response, filled === buffer.length ? buffer : buffer.subarray(0, filled))
      leaving.catch(() => {})
      if (left > 0 && !buffers.scarce) reading = begin(left)
      await leaving
      lent--
      buffers.give(buffer)
    }
  } finally {
    await reading?.catch(() => {})
    for (; lent > 0; lent--) buffers.give()
    await reader.close()
  }
}

/** A few bytes, whole. Closes the reader. */
export async function readWhole(reader: ContentReader, length: number): Promise<Buffer> {
  try {
    const bytes = Buffer.allocUnsafe(length)
    for (let filled = 0; filled < length; ) {
      const read = await reader.read(filled === 0 ? bytes : bytes.subarray(filled))
      if (read === 0) throw new Error(`${length - filled} bytes are missing`)
      filled += read
    }
    return bytes
  } finally {
    await reader.close()
  }
}
