import { Readable } from 'node:stream'

/** The body ended before its announced length: nothing of it may be kept (webdav.md §10). */
export class BodyTruncated extends Error {
  readonly expected: number | null
  readonly received: number

  constructor(expected: number | null, received: number, cause?: unknown) {
    super(`body ended after ${received} of ${expected ?? 'unknown'} bytes`, { cause })
    this.name = 'BodyTruncated'
    this.expected = expected
    this.received = received
  }
}

/** The body is longer than allowed, or than announced. */
export class BodyTooLarge extends Error {
  readonly maximum: number

  constructor(maximum: number) {
    super(`body exceeds ${maximum} bytes`)
    this.name = 'BodyTooLarge'
    this.maximum = maximum
  }
}

/** No byte came for the whole stall time. */
export class BodyStalled extends Error {
  readonly received: number

  constructor(received: number) {
    super(`body stalled after ${received} bytes`)
    this.name = 'BodyStalled'
    this.received = received
  }
}

export interface BodyBounds {
  /** `Content-Length`; null with chunked transfer coding. */
  readonly expected?: number | null
  /** The most bytes that are taken. */
  readonly maximum?: number
  /** Milliseconds without a byte after which the client counts as gone; 0 for no such limit. */
  readonly stall?: number
}

const BROKEN_CONNECTION = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'])

/**
 * The pieces of a body as they come, counted. A body that ends early, also because the connection broke,
 * ends in an error, so that half a file never looks like a whole one. A request that is left early stays open.
 * @throws BodyTruncated, BodyTooLarge, BodyStalled
 */
export async function* countBody(
  source: AsyncIterable<Uint8Array>,
  bounds: BodyBounds = {},
): AsyncGenerator<Uint8Array> {
  const expected = bounds.expected ?? null
  const most = Math.min(bounds.maximum ?? Number.POSITIVE_INFINITY, expected ?? Number.POSITIVE_INFINITY)
  if (expected !== null && expected > most) throw new BodyTooLarge(most)
  const pieces = piecesOf(source)
  const watch = new StallWatch(bounds.stall ?? 0)
  let received = 0
  let ended = false
  try {
    for (;;) {
      const piece = await watch.next(pieces, received).catch((error: unknown) => {
        ended = true
        throw isBroken(error) ? new BodyTruncated(expected, received, error) : error
      })
      if (piece.done) break
      received += piece.value.byteLength
      if (received > most) throw new BodyTooLarge(most)
      yield piece.value
    }
    ended = true
    if (expected !== null && received < expected) throw new BodyTruncated(expected, received)
  } finally {
    watch.stop()
    if (!ended) await pieces.return?.()
  }
}

/** A request must outlive its body: leaving Node's own iterator would close the socket, and no answer could be sent. */
function piecesOf(source: AsyncIterable<Uint8Array>): AsyncIterator<Uint8Array> {
  return source instanceof Readable
    ? source.iterator({ destroyOnReturn: false })
    : source[Symbol.asyncIterator]()
}

const isBroken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && BROKEN_CONNECTION.has(String(error.code))

/** One timer for the whole body, wound up again with every piece. */
class StallWatch {
  readonly #milliseconds: number
  #timer: NodeJS.Timeout | null = null
  #bite: (() => void) | null = null

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds
  }

  /** The source is not closed on a stall: closing waits for the very piece that does not come. */
  next(pieces: AsyncIterator<Uint8Array>, received: number): Promise<IteratorResult<Uint8Array>> {
    const coming = pieces.next()
    if (this.#milliseconds === 0) return coming
    return new Promise((resolve, reject) => {
      this.#bite = () => reject(new BodyStalled(received))
      this.#timer = this.#timer?.refresh() ?? setTimeout(() => this.#bite?.(), this.#milliseconds)
      coming.then(resolve, reject).finally(() => {
        this.#bite = null
      })
    })
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
  }
}
