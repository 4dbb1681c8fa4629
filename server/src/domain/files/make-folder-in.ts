import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import type { Domain } from '../domain.ts'
import type { Hold } from '../locks/lock.ts'
import { type OnClash, settleClash } from './clash.ts'
import { findById } from './find-by-id.ts'
import { addFolder } from './make-folder.ts'
import type { Node } from './node.ts'
import { resolveTarget } from './resolve.ts'
import { lookingAgain, requireInto } from './seen.ts'

export interface FolderWish {
  readonly name: string
  readonly onClash: Exclude<OnClash, 'replace'>
  readonly hold: Hold
}

/**
 * A new folder in one that is known by its number.
 * @throws Refusal `not-found`, `exists`, `bad-name`, `not-permitted`, `over-quota`, `locked`, `parent-not-folder`.
 */
export const makeFolderIn = (
  domain: Domain,
  actor: Member,
  parent: NodeId,
  { name, onClash, hold }: FolderWish,
): Promise<Node> =>
  lookingAgain(async () => {
    const { node, location } = await findById(domain, actor, parent)
    return await domain.records.write([node.space], async (writer) => {
      const now = seconds(domain.now())
      const asked = await resolveTarget(writer, actor, [...location.path, name], now)
      requireInto(asked, parent)
      const target = await settleClash(writer, actor, asked, { kind: FOLDER, onClash, now })
      return await addFolder(writer, actor, target, hold, now)
    })
  })
