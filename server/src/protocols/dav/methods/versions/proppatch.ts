import { labelVersion } from '../../../../domain/versions/change.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import { NEXTCLOUD } from '../../../wire/xml/names.ts'
import type { Exchange } from '../../exchange.ts'
import { forbidden } from '../../fault.ts'
import { changeProperties } from '../change-properties.ts'
import { findHeld, versionAddress } from './address.ts'

/** Names a version, or takes its name away; nothing else of it can be changed. */
export async function proppatchVersion(exchange: Exchange<Member>): Promise<void> {
  const { domain, actor } = exchange
  const address = versionAddress(exchange)
  if (address.kind !== 'version') throw forbidden('not-allowed-here')
  await findHeld(exchange, address)
  await changeProperties(exchange, {
    allows: ({ ns, name }) => ns === NEXTCLOUD && name === 'version-label',
    async change(instructions) {
      const { kind, element } = instructions.at(-1)!
      const label = kind === 'set' ? element.text.trim() : ''
      await labelVersion(domain, actor, address.id, address.stamp, label)
    },
  })
}
