import { unassignTag } from '../../../../domain/tags/assign.ts'
import { removeTag } from '../../../../domain/tags/remove.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import { answer, type Exchange } from '../../exchange.ts'
import { forbidden } from '../../fault.ts'
import { ofFileAddress } from '../of-file.ts'
import { tagAddress } from './address.ts'

export async function deleteTag(exchange: Exchange<Member>): Promise<void> {
  const id = tagAddress(exchange)
  if (id === undefined) throw forbidden('not-allowed-here')
  await removeTag(exchange.domain, exchange.actor, id)
  answer(exchange, 204, {})
}

/** Takes a tag off a file. */
export async function deleteRelation(exchange: Exchange<Member>): Promise<void> {
  const { node, part } = ofFileAddress(exchange)
  if (node === undefined || part === undefined) throw forbidden('not-allowed-here')
  await unassignTag(exchange.domain, exchange.actor, node, part)
  answer(exchange, 204, {})
}
