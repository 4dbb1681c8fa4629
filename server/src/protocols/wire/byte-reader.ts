const LINE_FEED = 0x0a

/** Reads lines and runs of bytes from pieces that are cut anywhere. */
export class ByteReader {
  readonly #pieces: AsyncIterator<Uint8Array>
  #rest: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#pieces = source[Symbol.asyncIterator]()
  }

  /** The next line without its end (CRLF or LF); null when none ends within `longest` bytes. */
  async line(longest: number): Promise<Buffer | null> {
    for (let searched = 0; ; ) {
      const end = this.#rest.indexOf(LINE_FEED, searched)
      if (end > longest || (end < 0 && this.#rest.length > longest)) return null
      if (end >= 0) {
        const line = this.#rest.subarray(0, this.#rest[end - 1] === 0x0d ? end - 1 : end)
        this.#rest = this.#rest.subarray(end + 1)
        return line
      }
      searched = this.#rest.length
      const piece = await this.#next()
      if (!piece) return null
      this.#rest = Buffer.concat([this.#rest, piece])
    }
  }

  /** Between one and `most` bytes; null at the end. */
  async some(most: number): Promise<Buffer | null> {
    if (this.#rest.length === 0) {
      const piece = await this.#next()
      if (!piece) return null
      this.#rest = piece
    }
    const bytes = this.#rest.subarray(0, most)
    this.#rest = this.#rest.subarray(bytes.length)
    return bytes
  }

  /** Lets go of the source. */
  async close(): Promise<void> {
    await this.#pieces.return?.()
  }

  async #next(): Promise<Buffer | null> {
    for (;;) {
      const { done, value } = await this.#pieces.next()
      if (done) return null
      if (value.byteLength > 0) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    }
  }
}
