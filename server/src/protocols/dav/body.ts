import { countBody } from '../wire/byte-count.ts'
import type { AnnouncedLengths } from '../wire/length-headers.ts'
import type { Exchange } from './exchange.ts'
import { badRequest } from './fault.ts'

/**
 * The body of a request, counted against what it announced. Finder announces the length of what it sends
 * chunked in a header of its own, and sends nothing when it means to come back.
 */
export async function* bodyOf(
  exchange: Exchange,
  lengths: Pick<AnnouncedLengths, 'content' | 'entity'>,
): AsyncGenerator<Uint8Array> {
  if (exchange.expectsContinue) exchange.response.writeContinue()
  const expected = lengths.content ?? lengths.entity
  let received = 0
  for await (const bytes of countBody(exchange.request, {
    expected: lengths.content,
    stall: exchange.stall,
  })) {
    received += bytes.length
    yield bytes
  }
  if (expected !== null && received !== expected)
    throw badRequest('size-differs', { expected, found: received })
}
