import type { Readable } from 'node:stream'
import { buffers } from './buffers.ts'
import { type BodyBounds, BodyStalled, BodyTooLarge, BodyTruncated } from './byte-count.ts'

/** Pieces that wait for whoever takes them, before the sender is made to wait. */
const WAITING = 2

/**
 * A long body in large pieces, counted as by `countBody`. What comes is put together while the last piece is still
 * being dealt with: a piece is lent, and its memory used again once the next one is asked for. Left early, the
 * source stays open.
 *
 * @throws BodyTruncated, BodyTooLarge, BodyStalled
 */
export async function* gatherBody(source: Readable, bounds: BodyBounds): AsyncGenerator<Uint8Array> {
  const gathering = new Gathering(source, bounds)
  try {
    for (;;) {
      const piece = await gathering.next()
      if (piece === undefined) return
      yield piece
    }
  } finally {
    gathering.end()
  }
}

interface Piece {
  readonly buffer: Buffer
  length: number
}

class Gathering {
  readonly #source: Readable
  readonly #expected: number | null
  readonly #most: number
  readonly #silence: NodeJS.Timeout | undefined
  #received = 0
  #filling: Piece | undefined
  readonly #full: Piece[] = []
  #lent: Piece | undefined
  #paused = false
  #over = false
  #fault: Error | undefined
  #wake: (() => void) | undefined

  constructor(source: Readable, { expected = null, maximum, stall = 0 }: BodyBounds) {
    this.#source = source
    this.#expected = expected
    this.#most = Math.min(maximum ?? Number.POSITIVE_INFINITY, expected ?? Number.POSITIVE_INFINITY)
    if (expected !== null && expected > this.#most) throw new BodyTooLarge(this.#most)
    if (source.readableEnded) this.#ended()
    else if (source.destroyed) this.#broke()
    else {
      if (stall > 0) this.#silence = setTimeout(this.#silent, stall)
      source.on('data', this.#came).on('end', this.#ended).on('error', this.#broke).on('close', this.#broke)
    }
  }

  /** @returns undefined at the end. */
  async next(): Promise<Buffer | undefined> {
    if (this.#lent !== undefined) buffers.give(this.#lent.buffer)
    this.#lent = undefined
    this.#flow()
    while (this.#full.length === 0 && !this.#over)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    if (this.#fault !== undefined) throw this.#fault
    this.#lent = this.#full.shift() ?? this.#filling
    if (this.#lent === this.#filling) this.#filling = undefined
    this.#flow()
    return this.#lent?.buffer.subarray(0, this.#lent.length)
  }

  end(): void {
    this.#finish()
    for (const piece of [this.#lent, this.#filling, ...this.#full])
      if (piece !== undefined) buffers.give(piece.buffer)
    this.#lent = this.#filling = undefined
    this.#full.length = 0
  }

  #came = (bytes: Buffer): void => {
    this.#silence?.refresh()
    this.#received += bytes.length
    if (this.#received > this.#most) {
      this.#finish(new BodyTooLarge(this.#most))
      return
    }
    for (let at = 0; at < bytes.length; ) {
      this.#filling ??= { buffer: buffers.take(this.#likely(bytes.length - at)), length: 0 }
      const { buffer, length } = this.#filling
      const copied = bytes.copy(buffer, length, at)
      at += copied
      this.#filling.length += copied
      if (this.#filling.length === buffer.length) {
        this.#full.push(this.#filling)
        this.#filling = undefined
      }
    }
    if (this.#full.length === 0) return
    if (this.#full.length >= (buffers.scarce ? 1 : WAITING)) {
      this.#paused = true
      this.#source.pause()
    }
    this.#wake?.()
  }

  /** How much the piece that is begun will have to hold. */
  #likely(now: number): number {
    return this.#expected === null ? Number.POSITIVE_INFINITY : this.#expected - this.#received + now
  }

  #flow(): void {
    if (!this.#paused || this.#over || this.#full.length > 0) return
    this.#paused = false
    this.#silence?.refresh()
    this.#source.resume()
  }

  #ended = (): void => {
    const expected = this.#expected
    const short = expected !== null && this.#received < expected
    this.#finish(short ? new BodyTruncated(expected, this.#received) : undefined)
  }

  #broke = (cause?: unknown): void => this.#finish(new BodyTruncated(this.#expected, this.#received, cause))

  /** Nobody is silent who was told to wait. */
  #silent = (): void => {
    if (this.#paused) this.#silence?.refresh()
    else this.#finish(new BodyStalled(this.#received))
  }

  #finish(fault?: Error): void {
    if (this.#over) return
    this.#over = true
    this.#fault = fault
    clearTimeout(this.#silence)
    const source = this.#source
    source.off('data', this.#came).off('end', this.#ended).off('error', this.#broke).off('close', this.#broke)
    if (!source.readableEnded) source.pause()
    this.#wake?.()
  }
}
