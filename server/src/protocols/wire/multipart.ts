/** A form with files that cannot be read on from here. */
export class MalformedForm extends Error {
  readonly fault: 'boundary' | 'headers' | 'truncated' | 'too-many'

  constructor(fault: MalformedForm['fault']) {
    super(`multipart form: ${fault}`)
    this.name = 'MalformedForm'
    this.fault = fault
  }
}

export interface FormPart {
  /** The field's name. */
  readonly name: string
  /** As its sender calls the file, not yet accepted; undefined for a field that is no file. */
  readonly filename: string | undefined
  readonly type: string
  /**
   * To be read once and before the next part; what is left unread is skipped. A piece is lent: its memory may be
   * used again once the next one is asked for.
   */
  readonly body: AsyncIterable<Uint8Array>
}

const LONGEST_BOUNDARY = 200
const LONGEST_LINE = 8 * 1024
const LONGEST_PREAMBLE = 8 * 1024
const MOST_HEADERS = 20
const MOST_PARTS = 1_000

/** The boundary of a `multipart/form-data` type (RFC 7578 §4.1); null for anything else. */
export function formBoundary(contentType: string | undefined): string | null {
  if (!contentType || !/^\s*multipart\/form-data\s*;/i.test(contentType)) return null
  const match = /;\s*boundary\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))/i.exec(contentType)
  const boundary = (match?.[1]?.replace(/\\(.)/g, '$1') ?? match?.[2] ?? '').trimEnd()
  return boundary !== '' && boundary.length <= LONGEST_BOUNDARY ? boundary : null
}

/**
 * The fields and files of a form as they arrive: nothing is held in memory, whatever the length of a file.
 * @param source its pieces may be lent.
 * @throws MalformedForm, and whatever the source throws.
 */
export async function* parseForm(
  source: AsyncIterable<Uint8Array>,
  boundary: string,
  most = MOST_PARTS,
): AsyncGenerator<FormPart> {
  const cutter = new Cutter(source, Buffer.from(`\r\n--${boundary}`, 'latin1'))
  try {
    await skipPreamble(cutter)
    for (let count = 0; !(await cutter.isLast()); count++) {
      if (count >= most) throw new MalformedForm('too-many')
      const part = partOf(await readHeaders(cutter))
      const body = bodyOf(cutter)
      yield { ...part, body }
      for await (const _ of body);
    }
  } finally {
    await cutter.close()
  }
}

/** @returns up to `most` bytes of a field as text. @throws MalformedForm for a longer one. */
export async function readField(part: FormPart, most: number): Promise<string> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of part.body) {
    size += piece.length
    if (size > most) throw new MalformedForm('headers')
    pieces.push(Buffer.from(piece))
  }
  return Buffer.concat(pieces).toString('utf8').toWellFormed()
}

async function skipPreamble(cutter: Cutter): Promise<void> {
  let skipped = 0
  for (let piece = await cutter.piece(); piece !== undefined; piece = await cutter.piece()) {
    skipped += piece.length
    if (skipped > LONGEST_PREAMBLE) throw new MalformedForm('boundary')
  }
}

/** Every piece up to the next delimiter, to whoever asks first; nothing afterwards. */
function bodyOf(cutter: Cutter): AsyncIterableIterator<Uint8Array> {
  let over = false
  return {
    async next() {
      const piece = over ? undefined : await cutter.piece()
      over ||= piece === undefined
      return piece === undefined ? { done: true, value: undefined } : { done: false, value: piece }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

async function readHeaders(cutter: Cutter): Promise<Map<string, string>> {
  const headers = new Map<string, string>()
  for (;;) {
    const line = await cutter.line()
    if (line.length === 0) return headers
    const match = /^([A-Za-z0-9!#$%&'*+.^_`|~-]+):(.*)$/s.exec(textOf(line))
    if (match === null || headers.size >= MOST_HEADERS) throw new MalformedForm('headers')
    headers.set(match[1]!.toLowerCase(), match[2]!.trim())
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Browsers write UTF-8; what is none comes from older programs, and a name with wrong accents is better than none. */
function textOf(line: Buffer): string {
  try {
    return utf8.decode(line)
  } catch {
    return line.toString('latin1')
  }
}

function partOf(headers: ReadonlyMap<string, string>): Omit<FormPart, 'body'> {
  const parameters = parametersOf(headers.get('content-disposition') ?? '')
  const name = parameters.get('name')
  if (name === undefined) throw new MalformedForm('headers')
  return { name, filename: parameters.get('filename'), type: headers.get('content-type') ?? '' }
}

function parametersOf(disposition: string): Map<string, string> {
  if (!/^form-data\s*(?:;|$)/i.test(disposition)) throw new MalformedForm('headers')
  const found = new Map<string, string>()
  for (const [, name, quoted, bare] of disposition.matchAll(
    /;\s*([a-z*]+)=(?:"((?:\\"|[^"])*)"|([^;\s"]*))/gi,
  ))
    if (!found.has(name!.toLowerCase())) found.set(name!.toLowerCase(), unescaped(quoted ?? bare ?? ''))
  return found
}

/** Only these three are escaped by browsers (WHATWG HTML, multipart/form-data encoding algorithm). */
const unescaped = (value: string): string =>
  value
    .replaceAll('\\"', '"')
    .replace(/%22/g, '"')
    .replace(/%0[da]/gi, ' ')

/** Cuts a stream at each delimiter, wherever its pieces happen to end. */
class Cutter {
  readonly #source: AsyncIterator<Uint8Array>
  readonly #delimiter: Buffer
  /** The first delimiter may stand at the very beginning, without a line before it. */
  #rest: Buffer = Buffer.from('\r\n')

  constructor(source: AsyncIterable<Uint8Array>, delimiter: Buffer) {
    this.#source = source[Symbol.asyncIterator]()
    this.#delimiter = delimiter
  }

  /** What comes before the next delimiter, in pieces; undefined once that has been passed. */
  async piece(): Promise<Buffer | undefined> {
    for (;;) {
      const at = this.#rest.indexOf(this.#delimiter)
      if (at === 0) {
        this.#rest = this.#rest.subarray(this.#delimiter.length)
        return undefined
      }
      const sure = at > 0 ? at : this.#rest.length - this.#begun()
      if (sure > 0) {
        const piece = this.#rest.subarray(0, sure)
        this.#rest = this.#rest.subarray(sure)
        return piece
      }
      if (!(await this.#more())) throw new MalformedForm('truncated')
    }
  }

  /** The next line without its end. */
  async line(): Promise<Buffer> {
    for (;;) {
      const end = this.#rest.indexOf('\r\n')
      if (end > LONGEST_LINE || (end < 0 && this.#rest.length > LONGEST_LINE))
        throw new MalformedForm('headers')
      if (end >= 0) {
        const line = this.#rest.subarray(0, end)
        this.#rest = this.#rest.subarray(end + 2)
        return line
      }
      if (!(await this.#more())) throw new MalformedForm('truncated')
    }
  }

  /** Whether the delimiter that was just passed is the closing one, which need not end its line. */
  async isLast(): Promise<boolean> {
    while (this.#rest.length < 2) if (!(await this.#more())) throw new MalformedForm('truncated')
    if (this.#rest.toString('latin1', 0, 2) === '--') return true
    if ((await this.line()).toString('latin1').trim() !== '') throw new MalformedForm('boundary')
    return false
  }

  async close(): Promise<void> {
    await this.#source.return?.()
  }

  /** How many bytes at the end may be the beginning of a delimiter. */
  #begun(): number {
    const rest = this.#rest
    for (let length = Math.min(rest.length, this.#delimiter.length - 1); length > 0; length--)
      if (rest.subarray(rest.length - length).equals(this.#delimiter.subarray(0, length))) return length
    return 0
  }

  /** What is left is copied before more is asked for: the piece it lies in is only lent. */
  async #more(): Promise<boolean> {
    const rest = Buffer.from(this.#rest)
    const { done, value } = await this.#source.next()
    if (done === true) return false
    const piece = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    this.#rest = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    return true
  }
}
