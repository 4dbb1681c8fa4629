import { emptyTrash } from '../../../../domain/trash/empty.ts'
import { purge } from '../../../../domain/trash/purge.ts'
import { answer, type Exchange } from '../../exchange.ts'
import { forbidden } from '../../fault.ts'
import { trashAddress } from './address.ts'

/** Deletes for good: all, one, or something inside one. */
export async function deleteTrashed(exchange: Exchange): Promise<void> {
  const { domain, member } = exchange
  const address = trashAddress(exchange)
  if (address.kind === 'trash') await emptyTrash(domain, member)
  else if (address.kind === 'entry') await purge(domain, member, address.name, address.deleted, address.inner)
  else throw forbidden('trash-fixed')
  answer(exchange, 204, {})
}
