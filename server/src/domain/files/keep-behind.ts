import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import type { Domain } from '../domain.ts'
import { rootsOfSpace } from '../spaces/root.ts'
import { propagate } from './climb.ts'
import { copyBelow } from './copy-below.ts'
import { copyAll, copyOne, countBelow } from './copy-tree.ts'
import { abandonDraft, beginDraft, type Draft, publishDraft } from './draft.ts'
import type { Node } from './node.ts'
import type { Place } from './place.ts'
import { bury } from './remove.ts'

/** What somebody else takes out of a space stays behind in its trash, as it was (docs/adr/0030). */
export const isTakenAway = (place: Place, parent: Place): boolean =>
  place.mount !== null && !place.isMountRoot && parent.node.space !== place.node.space

/** A copy of something too large for one transaction, not yet seen by anybody. */
export interface Behind {
  readonly draft: Draft
  readonly source: Node
}

/** How it is copied: what was made of it before, and how many nodes may be copied at once. */
export interface Keeping {
  readonly behind: Behind | undefined
  readonly atOnce: number
}

const isReady = ({ behind }: Keeping, node: Node): boolean =>
  behind !== undefined && behind.source.id === node.id && behind.source.etag === node.etag

/** Whether a copy can be made, or has been made, without holding others up. */
export const canKeep = async (writer: Writer, node: Node, keeping: Keeping): Promise<boolean> =>
  node.kind !== FOLDER ||
  isReady(keeping, node) ||
  (await countBelow(writer, node.id, keeping.atOnce)).count <= keeping.atOnce

/**
 * Lays a copy of what is about to leave into the trash of its space, as if it had been deleted from where it was.
 * @param above the folder that it leaves, and all above that.
 */
export async function keepBehind(
  writer: Writer,
  actor: Actor,
  node: Node,
  above: readonly NodeId[],
  keeping: Keeping,
  now: number,
): Promise<void> {
  const { space, size } = node
  let id: NodeId
  if (isReady(keeping, node)) {
    await publishDraft(writer, keeping.behind!.draft)
    id = keeping.behind!.draft.node
  } else {
    const stamp = { etag: newEtag(), author: node.author, now }
    const { count, before } = await countBelow(writer, node.id, keeping.atOnce)
    id = await copyAll(writer, node, space, stamp, count, before)
  }
  const { trash } = await rootsOfSpace(writer, space)
  await bury(writer, actor, { ...node, id }, { trash, above }, now)
  await propagate(writer, [trash], { size, now, etag: newEtag() })
}

/** Copies something large in slices, where nobody sees it. */
export async function growBehind(domain: Domain, actor: Actor, source: Node): Promise<Behind> {
  const { space, name } = source
  const now = seconds(domain.now())
  const stamp = { etag: newEtag(), author: source.author, now }
  const draft = await domain.records.write([space], async (writer) => {
    const node = await copyOne(writer, source, space, stamp)
    return await beginDraft(writer, actor, { node, space, name }, now)
  })
  const behind = { draft, source }
  try {
    await copyBelow(domain, source.id, draft, stamp)
  } catch (error) {
    await giveUpBehind(domain, behind).catch(() => {})
    throw error
  }
  return behind
}

/** What was laid into the trash meanwhile stays there. */
export const giveUpBehind = ({ records }: Domain, { draft }: Behind): Promise<void> =>
  records.write([draft.space], (writer) => abandonDraft(writer, draft.entry))
