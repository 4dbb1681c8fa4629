import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import { acceptsGzip, gzipped } from '../wire/gzip.ts'
import { multistatus, multistatusOf, multistatusText } from '../wire/xml/multistatus.ts'
import { type Exchange, header, sendHead, XML_TYPE } from './exchange.ts'
import { DAV_CLASSES } from './methods/options.ts'

/** Answers of up to so many characters go out whole, with their length. */
const WHOLE = 256 * 1024

const HEADERS = { 'Content-Type': XML_TYPE, Vary: 'Brief,Prefer' }

/**
 * Sends a 207, streamed and compressed where the client takes it. The desktop reads the content type literally.
 * A fault while it is sent destroys the connection.
 */
export async function sendMultistatus(
  exchange: Pick<Exchange, 'request' | 'response' | 'method'>,
  lines: Iterable<Iterable<string>> | AsyncIterable<Iterable<string>>,
): Promise<void> {
  const { response } = exchange
  const compress = acceptsGzip(header(exchange, 'accept-encoding'))
  const headers: Record<string, string> = {
    ...HEADERS,
    ...(exchange.method === 'PROPFIND' ? { DAV: DAV_CLASSES } : {}),
    ...(compress ? { 'Content-Encoding': 'gzip', Vary: 'Brief,Prefer,Accept-Encoding' } : {}),
  }
  if (compress || Symbol.asyncIterator in lines) return await stream(exchange, headers, compress, lines)
  const responses: string[] = []
  let length = 0
  for (const some of lines)
    for (const one of some) {
      responses.push(one)
      length += one.length
    }
  if (length > WHOLE) return await stream(exchange, headers, false, [responses])
  const text = multistatusText(responses)
  sendHead(response, 207, { ...headers, 'Content-Length': Buffer.byteLength(text) })
  // As a string it leaves in one piece with the headers.
  response.end(text)
}

async function stream(
  { response }: Pick<Exchange, 'response'>,
  headers: Readonly<Record<string, string>>,
  compress: boolean,
  lines: Iterable<Iterable<string>> | AsyncIterable<Iterable<string>>,
): Promise<void> {
  const pieces = Symbol.asyncIterator in lines ? multistatusOf(lines) : multistatus(flat(lines))
  sendHead(response, 207, headers)
  const polite = inTurns(pieces)
  await pipeline(compress ? gzipped(polite) : Readable.from(polite), response)
}

/**
 * A line that takes all it is given would have a whole listing made in one go, and everybody else wait for it:
 * after each piece the others are heard.
 */
async function* inTurns(pieces: Iterable<Buffer> | AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    yield piece
    await setImmediate()
  }
}

function* flat(lines: Iterable<Iterable<string>>): Generator<string> {
  for (const some of lines) yield* some
}
