import { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { BodyStalled, BodyTooLarge, BodyTruncated, countBody } from './byte-count.ts'

/** Room for the largest small body: JSON, forms, XML questions. */
export const SMALL_BODY = 1024 * 1024

/** A whole small body. @throws BodyTooLarge, BodyStalled, BodyTruncated */
export async function readBody(
  source: AsyncIterable<Uint8Array>,
  maximum = SMALL_BODY,
  stall = 30_000,
): Promise<Buffer> {
  if (source instanceof Readable) return await collect(source, maximum, stall)
  const pieces: Uint8Array[] = []
  for await (const piece of countBody(source, { maximum, stall })) pieces.push(piece)
  return Buffer.concat(pieces)
}

const EMPTY = Buffer.alloc(0)

/** A short body most often comes along with its headers: then there is nothing to wait for. */
const isHere = (source: Readable): boolean =>
  source instanceof IncomingMessage &&
  !source.destroyed &&
  !source.readableEnded &&
  (source.complete || source.readableLength === Number(source.headers['content-length']))

/**
 * By events: for the few hundred bytes of a question, iterating costs more than all the rest of reading it. What
 * is left unread stays in the stream, which is neither closed nor drained.
 */
function collect(source: Readable, maximum: number, stall: number): Promise<Buffer> {
  if (isHere(source) && source.readableLength <= maximum) return Promise.resolve(source.read() ?? EMPTY)
  return new Promise((resolve, reject) => {
    const pieces: Uint8Array[] = []
    let length = 0
    const silence = setTimeout(() => end(new BodyStalled(length)), stall)
    const took = (piece: Uint8Array): void => {
      length += piece.length
      pieces.push(piece)
      if (length > maximum) end(new BodyTooLarge(maximum))
      else silence.refresh()
    }
    const whole = (): void => end()
    const broke = (cause?: unknown): void => end(new BodyTruncated(null, length, cause))
    function end(fault?: Error): void {
      clearTimeout(silence)
      source.off('data', took).off('end', whole).off('error', broke).off('close', broke)
      if (fault === undefined) resolve(joined(pieces))
      else {
        source.pause()
        reject(fault)
      }
    }
    if (source.readableEnded) whole()
    else if (source.destroyed) broke()
    else source.on('data', took).on('end', whole).on('error', broke).on('close', broke)
  })
}

/** What came in one piece needs no copy; a piece of a request is a copy of its own already. */
const joined = (pieces: readonly Uint8Array[]): Buffer => {
  const [only] = pieces
  return pieces.length === 1 && Buffer.isBuffer(only) ? only : Buffer.concat(pieces)
}
