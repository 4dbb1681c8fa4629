export interface Head {
  readonly status: number
  readonly closes: boolean
}

export interface AnswerEvents {
  head(head: Head): void
  body(bytes: Buffer): void
  end(): void
}

type State = 'head' | 'length' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailer'

const LONGEST_HEAD = 64 * 1024
const WITHOUT_BODY = new Set([204, 304])

/** HTTP/1.1 answers, told as they arrive (RFC 9112 §6–7); bodies end by length or by chunks only. */
export class AnswerParser {
  readonly #events: AnswerEvents
  #state: State = 'head'
  #rest: Buffer = Buffer.alloc(0)
  #left = 0

  constructor(events: AnswerEvents) {
    this.#events = events
  }

  push(data: Buffer): void {
    let bytes = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data])
    this.#rest = Buffer.alloc(0)
    while (bytes.length > 0) {
      const used = this.#step(bytes)
      if (used === 0) {
        if (bytes.length > LONGEST_HEAD) throw new Error('an answer without an end of line')
        this.#rest = Buffer.from(bytes)
        return
      }
      bytes = bytes.subarray(used)
    }
  }

  /** @returns how many bytes were understood; 0: more are needed. */
  #step(bytes: Buffer): number {
    if (this.#state === 'head') return this.#readHead(bytes)
    if (this.#state === 'length' || this.#state === 'chunk') return this.#readBody(bytes)
    const end = bytes.indexOf('\r\n')
    if (end < 0) return 0
    const line = bytes.toString('latin1', 0, end)
    if (this.#state === 'chunk-size') {
      this.#left = Number.parseInt(line, 16)
      if (Number.isNaN(this.#left)) throw new Error('a chunk without a length')
      this.#state = this.#left === 0 ? 'trailer' : 'chunk'
    } else if (this.#state === 'chunk-end') this.#state = 'chunk-size'
    else if (line === '') this.#finish()
    return end + 2
  }

  #readHead(bytes: Buffer): number {
    const end = bytes.indexOf('\r\n\r\n')
    if (end < 0) return 0
    const text = bytes.toString('latin1', 0, end)
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1])
    if (!status) throw new Error('not an HTTP/1.1 answer')
    if (status < 200) return end + 4
    this.#events.head({ status, closes: /\r\nconnection: *close/i.test(text) })
    const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1]
    if (WITHOUT_BODY.has(status)) this.#finish()
    else if (/\r\ntransfer-encoding: *chunked/i.test(text)) this.#state = 'chunk-size'
    else if (length === undefined) throw new Error('an answer without a length')
    else if (length === '0') this.#finish()
    else {
      this.#left = Number(length)
      this.#state = 'length'
    }
    return end + 4
  }

  #readBody(bytes: Buffer): number {
    const part = bytes.subarray(0, this.#left)
    this.#left -= part.length
    this.#events.body(part)
    if (this.#left > 0) return part.length
    if (this.#state === 'chunk') this.#state = 'chunk-end'
    else this.#finish()
    return part.length
  }

  #finish(): void {
    this.#state = 'head'
    this.#events.end()
  }
}
