import { randomBytes } from 'node:crypto'
import type { ContentReader } from '../../../domain/content/open.ts'
import type { Node } from '../../../domain/files/node.ts'
import { evaluateConditions, rangeStillHolds } from '../../wire/conditions.ts'
import { contentDisposition } from '../../wire/content-disposition.ts'
import { httpDate } from '../../wire/http-date.ts'
import {
  type ByteRange,
  contentRange,
  frameRanges,
  lengthOf,
  parseRange,
  unsatisfiedRange,
} from '../../wire/range.ts'
import { readWhole, sendBytes } from '../../wire/send-bytes.ts'
import { conditionFailed } from '../conditions.ts'
import { type Exchange, header, quoted, sendHead } from '../exchange.ts'
import { DavFault, SABRE } from '../fault.ts'

/** What a browser would run is handed out as plain text, besides being an attachment. */
const RUNNABLE =
  /^(?:text\/html|application\/xhtml\+xml|image\/svg\+xml|(?:text|application)\/(?:xml|javascript|ecmascript)|application\/[a-z.+-]*\+xml)$/

function contentType(mime: string): string {
  if (RUNNABLE.test(mime)) return 'text/plain;charset=UTF-8'
  return mime.startsWith('text/') ? `${mime};charset=UTF-8` : mime
}

/** What is served beside the bytes of a file. */
export function fileHeaders(
  node: Pick<Node, 'etag' | 'mtime' | 'mime' | 'checksums'>,
  name: string,
): Record<string, string> {
  const headers: Record<string, string> = {
    'Last-Modified': httpDate(node.mtime),
    ETag: quoted(node.etag),
    'OC-ETag': quoted(node.etag),
    'Accept-Ranges': 'bytes',
    'Content-Disposition': contentDisposition(name),
    'Content-Type': contentType(node.mime),
    'Cache-Control': 'private, no-cache',
  }
  if (node.checksums !== '') headers['OC-Checksum'] = node.checksums
  return headers
}

/** Conditions, ranges and bytes of anything that is like a file (RFC 9110 §13–14). */
export async function sendFile(
  exchange: Exchange,
  file: Pick<Node, 'etag' | 'mtime' | 'mime' | 'checksums' | 'size'>,
  name: string,
  open: (range: ByteRange) => Promise<ContentReader>,
): Promise<void> {
  const current = { exists: true, etag: file.etag, modified: file.mtime }
  const verdict = evaluateConditions(exchange.method, exchange.request.headers, current)
  const headers = fileHeaders(file, name)
  if (verdict.kind === 'not-modified') {
    sendHead(exchange.response, 304, {
      ETag: headers.ETag!,
      'OC-ETag': headers.ETag!,
      'Last-Modified': headers['Last-Modified']!,
    })
    exchange.response.end()
    return
  }
  if (verdict.kind === 'failed') {
    throw conditionFailed(verdict.header, file.etag)
  }
  const holds = exchange.method === 'GET' && rangeStillHolds(exchange.request.headers, current)
  const range = parseRange(holds ? header(exchange, 'range') : undefined, file.size)
  if (range.kind === 'unsatisfiable') {
    const headers = { 'Content-Range': unsatisfiedRange(file.size) }
    throw new DavFault(416, `${SABRE}RequestedRangeNotSatisfiable`, 'range-outside', { headers })
  }
  const whole = { start: 0, end: file.size - 1 }
  tellSent(
    exchange,
    file,
    range.kind === 'multi' ? range.ranges : [range.kind === 'single' ? range.range : whole],
  )
  if (range.kind === 'multi') return await sendRanges(exchange, file.size, headers, range.ranges, open)
  const part = range.kind === 'single' ? range.range : whole
  if (range.kind === 'single') headers['Content-Range'] = contentRange(part, file.size)
  headers['Content-Length'] = String(lengthOf(part))
  await stream(exchange, range.kind === 'single' ? 206 : 200, headers, part, open)
}

/** Once the last byte is out: a download that broke off is none. */
function tellSent(
  { method, response, onSent }: Exchange,
  { etag, size }: Pick<Node, 'etag' | 'size'>,
  parts: readonly ByteRange[],
): void {
  if (onSent === undefined || method === 'HEAD') return
  response.once('finish', () => {
    if (response.statusCode >= 300) return
    for (const { start, end } of parts) onSent({ etag, size, start, end: end + 1 })
  })
}

async function stream(
  exchange: Exchange,
  status: number,
  headers: Record<string, string>,
  part: ByteRange,
  open: (range: ByteRange) => Promise<ContentReader>,
): Promise<void> {
  const { response, method } = exchange
  if (method === 'HEAD' || lengthOf(part) === 0) {
    sendHead(response, status, headers)
    response.end()
    return
  }
  const reader = await open(part)
  if (lengthOf(part) <= SMALL) {
    // Read before the headers are sent: a fault is then an error, and not a broken connection.
    const bytes = await readWhole(reader, lengthOf(part))
    sendHead(response, status, headers)
    response.end(bytes)
    return
  }
  await sendBytes(response, reader, lengthOf(part), () => sendHead(response, status, headers))
  response.end()
}

/** A file this short is answered whole: setting up a stream would cost more than the file. */
const SMALL = 64 * 1024

async function sendRanges(
  exchange: Exchange,
  size: number,
  headers: Record<string, string>,
  ranges: readonly ByteRange[],
  open: (range: ByteRange) => Promise<ContentReader>,
): Promise<void> {
  const boundary = randomBytes(18).toString('hex')
  const frame = frameRanges(ranges, size, headers['Content-Type']!, boundary)
  headers['Content-Type'] = frame.contentType
  headers['Content-Length'] = String(frame.contentLength)
  const { response } = exchange
  for (const [i, range] of ranges.entries())
    await sendBytes(response, await open(range), lengthOf(range), () => {
      if (i === 0) sendHead(response, 206, headers)
      response.write(frame.heads[i]!)
    })
  response.end(frame.tail)
}
