import { emptyTrash } from '../../../../domain/trash/empty.ts'
import { purge } from '../../../../domain/trash/purge.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import { answer, type Exchange } from '../../exchange.ts'
import { forbidden } from '../../fault.ts'
import { trashAddress } from './address.ts'

/** Deletes for good: all, one, or something inside one. */
export async function deleteTrashed(exchange: Exchange<Member>): Promise<void> {
  const { domain, actor } = exchange
  const address = trashAddress(exchange)
  if (address.kind === 'trash') await emptyTrash(domain, actor)
  else if (address.kind === 'entry') await purge(domain, actor, address.name, address.deleted, address.inner)
  else throw forbidden('trash-fixed')
  answer(exchange, 204, {})
}
