import { requireTrashed } from '../../../../domain/trash/list.ts'
import { restore } from '../../../../domain/trash/restore.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import { answer, type Exchange } from '../../exchange.ts'
import { badRequest, forbidden } from '../../fault.ts'
import { goesToRestore } from '../restore-target.ts'
import { trashAddress } from './address.ts'

/** Puts back what was deleted. Where to is the trash's to know. */
export async function moveTrashed(exchange: Exchange<Member>): Promise<void> {
  const { domain, actor } = exchange
  const address = trashAddress(exchange)
  if (address.kind !== 'entry') throw forbidden('not-allowed-here')
  const { name, deleted, inner } = address
  await requireTrashed(domain, actor, name, deleted, inner)
  if (!goesToRestore(exchange, 'trashbin')) throw badRequest('trash-destination')
  await restore(domain, actor, name, deleted, inner)
  answer(exchange, 201, {})
}
