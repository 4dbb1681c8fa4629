import { listVersions } from '../../../../domain/versions/list.ts'
import { describe, type Told } from '../../describe.ts'
import type { Exchange } from '../../exchange.ts'
import { type VersionLine, versionProperties } from '../../properties/versions.ts'
import { findHeld, versionAddress } from './address.ts'

export const propfindVersions = (exchange: Exchange): Promise<void> =>
  describe(exchange, versionProperties, (members) => lines(exchange, members))

const bare = (...path: string[]): Told<null> => ({ path, collection: true, line: null })

const told = (line: VersionLine): Told<VersionLine> => ({
  path: ['versions', String(line.node.id), String(line.held.stamp)],
  collection: false,
  line,
})

async function lines(exchange: Exchange, members: boolean): Promise<Told<VersionLine | null>[]> {
  const address = versionAddress(exchange)
  if (address.kind === 'root') return members ? [bare(), bare('restore'), bare('versions')] : [bare()]
  if (address.kind === 'version') return [told(await findHeld(exchange, address))]
  if (address.kind !== 'file') return [bare(address.kind)]
  const { node, held } = await listVersions(exchange.domain, exchange.member, address.id)
  const self = bare('versions', String(node.id))
  return members ? [self, ...held.map((one) => told({ node, held: one }))] : [self]
}
