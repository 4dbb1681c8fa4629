import { tellInFolder, tellInTrash } from '../../../../domain/previews/tell.ts'
import { listTrash, lookTrashed, type SeenEntry } from '../../../../domain/trash/list.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import { FOLDER } from '../../../../vocabulary/node-kind.ts'
import { allows, DOWNLOAD } from '../../../../vocabulary/permissions.ts'
import { describe, type Told } from '../../describe.ts'
import type { Exchange } from '../../exchange.ts'
import { type TrashLine, trashProperties } from '../../properties/trash.ts'
import { type TrashAddress, trashAddress } from './address.ts'

export const propfindTrash = (exchange: Exchange<Member>): Promise<void> =>
  describe(exchange, trashProperties, async (members) => {
    const address = trashAddress(exchange)
    if (address.kind === 'entry') return await inside(exchange, address, members)
    if (address.kind === 'trash') return await entries(exchange, members)
    if (address.kind === 'restore') return [bare('restore')]
    return members ? [bare(), bare('restore'), bare('trash')] : [bare()]
  })

const bare = (...path: string[]): Told<null> => ({ path, collection: true, line: null })

const told = (entry: SeenEntry, line: Omit<TrashLine, 'entry'>): Told<TrashLine> => ({
  path: ['trash', `${entry.name}.d${entry.deleted}`, ...line.inner],
  collection: line.node.kind === FOLDER,
  line: { entry, ...line, hasPreview: allows(entry.permissions, DOWNLOAD) && line.hasPreview },
})

/** The collection comes first even though nothing is told of it: Android and iOS pass over the first line. */
async function entries(
  { domain, actor }: Exchange<Member>,
  members: boolean,
): Promise<Iterable<Told<TrashLine | null>>> {
  if (!members) return [bare('trash')]
  const listed = await listTrash(domain, actor)
  const tell = await tellInTrash(domain, actor)
  return [
    bare('trash'),
    ...listed.map((entry) =>
      told(entry, { node: entry.node, name: entry.name, inner: [], hasPreview: tell(entry.node) }),
    ),
  ]
}

async function inside(
  { domain, actor }: Exchange<Member>,
  { name, deleted, inner }: TrashAddress & { kind: 'entry' },
  members: boolean,
): Promise<Told<TrashLine>[]> {
  const found = await lookTrashed(domain, actor, name, deleted, inner)
  const tell = await tellInFolder(domain, found.node.id)
  const self = told(found.entry, {
    ...{ node: found.node, name: inner.at(-1) ?? name, inner },
    hasPreview: tell(found.node),
  })
  if (!members) return [self]
  return [
    self,
    ...found.members.map((node) =>
      told(found.entry, { node, name: node.name, inner: [...inner, node.name], hasPreview: tell(node) }),
    ),
  ]
}
