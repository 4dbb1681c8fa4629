import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { acceptsGzip, gzipped } from '../wire/gzip.ts'
import { multistatus, multistatusOf } from '../wire/xml/multistatus.ts'
import { type Exchange, header, XML_TYPE } from './exchange.ts'
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
  const pieces = Symbol.asyncIterator in lines ? multistatusOf(lines) : multistatus(flat(lines))
  const headers: Record<string, string> = {
    ...HEADERS,
    ...(exchange.method === 'PROPFIND' ? { DAV: DAV_CLASSES } : {}),
    ...(compress ? { 'Content-Encoding': 'gzip', Vary: 'Brief,Prefer,Accept-Encoding' } : {}),
  }
  if (compress || Symbol.asyncIterator in pieces) {
    response.writeHead(207, headers)
    return await pipeline(compress ? gzipped(pieces) : Readable.from(pieces), response)
  }
  const { head, length, rest } = begin(pieces)
  if (rest === undefined) {
    response.writeHead(207, { ...headers, 'Content-Length': length })
    response.end(Buffer.concat(head))
    return
  }
  response.writeHead(207, headers)
  await pipeline(Readable.from(chain(head, rest)), response)
}

/** The first pieces, up to what goes out whole, and the others if there are any. */
function begin(pieces: Generator<Buffer>): { head: Buffer[]; length: number; rest?: Generator<Buffer> } {
  const head: Buffer[] = []
  for (let length = 0; ; ) {
    const { done, value } = pieces.next()
    if (done) return { head, length }
    head.push(value)
    length += value.length
    if (length > WHOLE) return { head, length, rest: pieces }
  }
}

function* chain(head: readonly Buffer[], rest: Iterable<Buffer>): Generator<Buffer> {
  yield* head
  yield* rest
}

function* flat(lines: Iterable<Iterable<string>>): Generator<string> {
  for (const some of lines) yield* some
}
