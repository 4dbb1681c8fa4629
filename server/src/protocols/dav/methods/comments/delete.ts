import { removeComment } from '../../../../domain/comments/remove.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import { answer, type Exchange } from '../../exchange.ts'
import { forbidden } from '../../fault.ts'
import { ofFileAddress } from '../of-file.ts'

export async function deleteComment(exchange: Exchange<Member>): Promise<void> {
  const { node, part } = ofFileAddress(exchange)
  if (node === undefined || part === undefined) throw forbidden('not-allowed-here')
  await removeComment(exchange.domain, exchange.actor, node, part)
  answer(exchange, 204, {})
}
