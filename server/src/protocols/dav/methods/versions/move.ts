import { restoreVersion } from '../../../../domain/versions/restore.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import { answer, type Exchange } from '../../exchange.ts'
import { forbidden } from '../../fault.ts'
import { goesToRestore } from '../restore-target.ts'
import { findHeld, versionAddress } from './address.ts'

/** Gives a file back what it held then. */
export async function moveVersion(exchange: Exchange<Member>): Promise<void> {
  const address = versionAddress(exchange)
  if (address.kind !== 'version') throw forbidden('not-allowed-here')
  await findHeld(exchange, address)
  if (!goesToRestore(exchange, 'versions')) throw forbidden('not-allowed-here')
  await restoreVersion(exchange.domain, exchange.actor, address.id, address.stamp)
  answer(exchange, 201, {})
}
