import { assignTag } from '../../../../domain/tags/assign.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import { answer, type Exchange } from '../../exchange.ts'
import { forbidden } from '../../fault.ts'
import { ofFileAddress } from '../of-file.ts'

/** Hangs a tag on a file; the request has no body that matters. */
export async function putRelation(exchange: Exchange<Member>): Promise<void> {
  const { node, part } = ofFileAddress(exchange)
  if (node === undefined || part === undefined) throw forbidden('not-allowed-here')
  await assignTag(exchange.domain, exchange.actor, node, part)
  answer(exchange, 201, {})
}
