import type { Domain } from '../../server/src/domain/domain.ts'
import { NODE_BY_ID, type Node } from '../../server/src/domain/files/node.ts'
import { placeMount } from '../../server/src/domain/mounts/place.ts'
import { placeForGroup } from '../../server/src/domain/mounts/place-group.ts'
import { seconds } from '../../server/src/vocabulary/clock.ts'
import { ALL, DOWNLOAD, type Permissions, shownPermissions } from '../../server/src/vocabulary/permissions.ts'

export interface Given {
  readonly node: number
  readonly sharer: string
  readonly recipient: string
  readonly kind?: 0 | 1
  /** With `DOWNLOAD`, or without. */
  readonly permissions?: Permissions
  /** Seconds. */
  readonly expires?: number | null
}

const INSERT = `INSERT INTO share (id, kind, node, space, sharer, recipient, permissions, download, expires, created)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** A share as it is kept, whatever the rules of giving say, seen at once by one person. @returns its number. */
export async function giveShare(domain: Domain, given: Given): Promise<number> {
  const { node: id, sharer, recipient, kind = 0, permissions = ALL, expires = null } = given
  const node = (await domain.records.get<Node>(NODE_BY_ID, id))!
  return await domain.records.write([node.space], async (writer) => {
    const share = await writer.ids('share')
    const download = (permissions & DOWNLOAD) === 0 ? 0 : 1
    await writer.run(
      ...[INSERT, share, kind, id, node.space, sharer, recipient, shownPermissions(permissions)],
      ...[download, expires, seconds(domain.now())],
    )
    const now = seconds(domain.now())
    if (kind === 1) await placeForGroup(writer, share, now)
    else await placeMount(writer, { person: recipient, node: id, space: node.space, name: node.name, now })
    return share
  })
}
