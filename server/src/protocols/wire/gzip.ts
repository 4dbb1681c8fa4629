import { pipeline, Readable } from 'node:stream'
import { promisify } from 'node:util'
import { constants, createGzip, gzip, gzipSync } from 'node:zlib'

/** Whether `Accept-Encoding` takes a coding, by any of its names (RFC 9110 §12.5.3); no header means no. */
export function acceptsCoding(header: string | undefined, names: readonly string[]): boolean {
  if (header === undefined) return false
  let any = false
  for (const item of header.slice(0, 1024).split(',')) {
    const [name, ...parameters] = item.split(';').map((part) => part.trim().toLowerCase())
    const quality = parameters.find((parameter) => /^q\s*=/.test(parameter))?.replace(/^q\s*=\s*/, '')
    const wanted = quality === undefined || Number(quality) > 0
    if (names.includes(name!)) return wanted
    if (name === '*') any = wanted
  }
  return any
}

export const acceptsGzip = (header: string | undefined): boolean => acceptsCoding(header, ['gzip', 'x-gzip'])

/** A listing shrinks twentyfold at the quickest levels already, and the higher ones only cost time. */
const LEVEL = constants.Z_BEST_SPEED + 1

/**
 * Streamed text, compressed. A fault in the source destroys the stream, so that the client sees a broken answer.
 */
export function gzipped(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Readable {
  const stream = createGzip({ level: LEVEL, chunkSize: 64 * 1024 })
  // The fault reaches the reader of the stream; there is nobody else to tell.
  pipeline(Readable.from(source), stream, () => {})
  return stream
}

const compress = promisify(gzip)

/** A short text, or one that stands whole in memory anyhow. */
export const gzippedWhole = (text: string): Promise<Buffer> => compress(text, { level: LEVEL })

/** A page: to compress it takes less than to hand it to a thread. */
export const gzippedNow = (text: string): Buffer => gzipSync(text, { level: LEVEL })
