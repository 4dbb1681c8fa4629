import type { Node } from '../../../../domain/files/node.ts'
import { type Tell, tellOfVersions } from '../../../../domain/previews/tell.ts'
import { type Held, listVersions } from '../../../../domain/versions/list.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import { describe, type Told } from '../../describe.ts'
import type { Exchange } from '../../exchange.ts'
import { type VersionLine, versionProperties } from '../../properties/versions.ts'
import { findHeld, versionAddress } from './address.ts'

export const propfindVersions = (exchange: Exchange<Member>): Promise<void> =>
  describe(exchange, versionProperties, (members) => lines(exchange, members))

const bare = (...path: string[]): Told<null> => ({ path, collection: true, line: null })

const told = (node: Node, held: Held, tell: Tell): Told<VersionLine> => ({
  path: ['versions', String(node.id), String(held.stamp)],
  collection: false,
  line: { node, held, hasPreview: tell({ ...held, mime: node.mime }) },
})

async function lines(exchange: Exchange<Member>, members: boolean): Promise<Told<VersionLine | null>[]> {
  const address = versionAddress(exchange)
  if (address.kind === 'root') return members ? [bare(), bare('restore'), bare('versions')] : [bare()]
  if (address.kind === 'version') {
    const { node, held } = await findHeld(exchange, address)
    return [told(node, held, await tellOfVersions(exchange.domain, node.id))]
  }
  if (address.kind !== 'file') return [bare(address.kind)]
  const { node, held } = await listVersions(exchange.domain, exchange.actor, address.id)
  const self = bare('versions', String(node.id))
  if (!members) return [self]
  const tell = await tellOfVersions(exchange.domain, node.id)
  return [self, ...held.map((one) => told(node, one, tell))]
}
