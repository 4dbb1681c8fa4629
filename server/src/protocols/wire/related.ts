import { ByteReader } from './byte-reader.ts'
import { parseLength } from './length-headers.ts'
import { MalformedHeader } from './malformed-header.ts'

/** A `multipart/related` body that cannot be read on from here; the parts before are fine. */
export class MalformedRelated extends Error {
  /** The number of the part at fault, from 0. */
  readonly part: number
  readonly fault: 'boundary' | 'headers' | 'length' | 'truncated' | 'too-many'

  constructor(part: number, fault: MalformedRelated['fault']) {
    super(`part ${part}: ${fault}`)
    this.name = 'MalformedRelated'
    this.part = part
    this.fault = fault
  }
}

export interface RelatedPart {
  readonly index: number
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly length: number
  /** Exactly `length` bytes, to be read once and before the next part; what is left unread is skipped. */
  readonly body: AsyncIterable<Uint8Array>
}

const LONGEST_BOUNDARY = 200
const LONGEST_LINE = 8 * 1024
const MOST_HEADERS = 40
const MOST_PREAMBLE_LINES = 16
const MOST_PARTS = 10_000

/** The boundary of a `multipart/related` type, quoted or not (RFC 2046 §5.1.1); null for anything else. */
export function relatedBoundary(contentType: string | undefined): string | null {
  if (!contentType || !/^\s*multipart\/related\s*;/i.test(contentType)) return null
  const match = /;\s*boundary\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))/i.exec(contentType)
  const boundary = (match?.[1]?.replace(/\\(.)/g, '$1') ?? match?.[2] ?? '').trimEnd()
  return boundary !== '' && boundary.length <= LONGEST_BOUNDARY ? boundary : null
}

/**
 * The parts of a bulk upload (webdav.md §17), as they arrive: nothing is held in memory. A part is framed by
 * its Content-Length, so its bytes may hold the boundary.
 * @throws MalformedRelated, and whatever the source throws
 */
export async function* parseRelated(
  source: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<RelatedPart> {
  const reader = new ByteReader(source)
  const delimiter = `--${boundary}`
  try {
    await skipPreamble(reader, delimiter)
    for (let index = 0; ; index += 1) {
      if (index >= MOST_PARTS) throw new MalformedRelated(index, 'too-many')
      const headers = await readHeaders(reader, index)
      const length = contentLength(headers, index)
      const body = new PartBody(reader, length, index)
      yield { index, headers, length, body }
      await body.skip()
      if (await readDelimiter(reader, delimiter, index)) return
    }
  } finally {
    await reader.close()
  }
}

async function skipPreamble(reader: ByteReader, delimiter: string): Promise<void> {
  for (let count = 0; count < MOST_PREAMBLE_LINES; count += 1) {
    const line = await reader.line(LONGEST_LINE)
    if (!line) break
    if (line.toString('latin1').trimEnd() === delimiter) return
  }
  throw new MalformedRelated(0, 'boundary')
}

/** @returns whether it was the closing one. */
async function readDelimiter(reader: ByteReader, delimiter: string, index: number): Promise<boolean> {
  const end = await reader.line(LONGEST_LINE)
  if (end?.length !== 0) throw new MalformedRelated(index, end ? 'length' : 'truncated')
  const line = (await reader.line(LONGEST_LINE)) ?? (await lastLine(reader))
  if (line === null) throw new MalformedRelated(index, 'truncated')
  const text = line.toString('latin1').trimEnd()
  if (text !== delimiter && text !== `${delimiter}--`) throw new MalformedRelated(index, 'length')
  return text !== delimiter
}

/** The closing delimiter need not end in a line break (RFC 2046 §5.1.1). */
async function lastLine(reader: ByteReader): Promise<Buffer | null> {
  let line: Buffer | null = null
  while (!line || line.length <= LONGEST_BOUNDARY + 8) {
    const bytes = await reader.some(LONGEST_LINE)
    if (!bytes) return line
    line = line ? Buffer.concat([line, bytes]) : bytes
  }
  return line
}

async function readHeaders(reader: ByteReader, index: number): Promise<Map<string, string>> {
  const headers = new Map<string, string>()
  for (;;) {
    const line = await reader.line(LONGEST_LINE)
    if (!line) throw new MalformedRelated(index, 'headers')
    if (line.length === 0) return headers
    const [name, value] = readHeader(line, index)
    if (headers.has(name) || headers.size >= MOST_HEADERS) throw new MalformedRelated(index, 'headers')
    headers.set(name, value)
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** `X-File-Path` is plain UTF-8, unlike the headers of HTTP. */
function readHeader(line: Buffer, index: number): [name: string, value: string] {
  let text = ''
  try {
    text = utf8.decode(line)
  } catch {
    throw new MalformedRelated(index, 'headers')
  }
  const match = /^([A-Za-z0-9!#$%&'*+.^_`|~-]+):(.*)$/s.exec(text)
  if (!match) throw new MalformedRelated(index, 'headers')
  return [(match[1] as string).toLowerCase(), (match[2] as string).trim()]
}

function contentLength(headers: ReadonlyMap<string, string>, index: number): number {
  try {
    const length = parseLength(headers.get('content-length'), 'Content-Length')
    if (length !== null) return length
  } catch (error) {
    if (!(error instanceof MalformedHeader)) throw error
  }
  throw new MalformedRelated(index, 'length')
}

class PartBody implements AsyncIterable<Uint8Array> {
  readonly #reader: ByteReader
  readonly #index: number
  #left: number

  constructor(reader: ByteReader, length: number, index: number) {
    this.#reader = reader
    this.#left = length
    this.#index = index
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    while (this.#left > 0) yield await this.#piece()
  }

  async skip(): Promise<void> {
    while (this.#left > 0) await this.#piece()
  }

  async #piece(): Promise<Uint8Array> {
    const bytes = await this.#reader.some(this.#left)
    if (!bytes) throw new MalformedRelated(this.#index, 'truncated')
    this.#left -= bytes.length
    return bytes
  }
}
