import { readBody } from '../wire/body.ts'
import { countBody } from '../wire/byte-count.ts'
import { gatherBody } from '../wire/gather-body.ts'
import type { AnnouncedLengths } from '../wire/length-headers.ts'
import type { Exchange } from './exchange.ts'
import { badRequest } from './fault.ts'

/** A body this short comes in one or two pieces anyway: it is quicker taken than announced, and taken whole. */
export const SHORT = 64 * 1024

/**
 * The body of a request, counted against what it announced. Finder announces the length of what it sends
 * chunked in a header of its own, and sends nothing when it means to come back. A piece is lent: its memory is
 * used again once the next one is asked for.
 */
export async function* bodyOf(
  exchange: Exchange,
  lengths: Pick<AnnouncedLengths, 'content' | 'entity'>,
): AsyncGenerator<Uint8Array> {
  if (exchange.expectsContinue) exchange.response.writeContinue()
  const expected = lengths.content ?? lengths.entity
  let received = 0
  const bounds = { expected: lengths.content, stall: exchange.stall }
  const short = lengths.content !== null && lengths.content <= SHORT
  for await (const bytes of short
    ? countBody(exchange.request, bounds)
    : gatherBody(exchange.request, bounds)) {
    received += bytes.length
    yield bytes
  }
  if (expected !== null && received !== expected)
    throw badRequest('size-differs', { expected, found: received })
}

/** The body of a request as it is stored: all at once where it is short, of known length, and on its way already. */
export async function takeBody(
  exchange: Exchange,
  lengths: Pick<AnnouncedLengths, 'content' | 'entity'>,
): Promise<Buffer | AsyncIterable<Uint8Array>> {
  const short = lengths.content !== null && lengths.content < SHORT
  if (!short || exchange.expectsContinue) return bodyOf(exchange, lengths)
  return await readBody(exchange.request, SHORT, exchange.stall)
}
