import { removeVersion } from '../../../../domain/versions/change.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import { answer, type Exchange } from '../../exchange.ts'
import { forbidden } from '../../fault.ts'
import { versionAddress } from './address.ts'

export async function deleteVersion(exchange: Exchange<Member>): Promise<void> {
  const address = versionAddress(exchange)
  if (address.kind !== 'version') throw forbidden('not-allowed-here')
  await removeVersion(exchange.domain, exchange.actor, address.id, address.stamp)
  answer(exchange, 204, {})
}
