import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { askMany, forMany } from '../many.ts'
import { isShown, mayAssign, TAG, type Tag, type TagRow, tagOf } from './tag.ts'

/** A tag on something, as a person sees it there. */
export interface ShownTag extends Tag {
  readonly mayAssign: boolean
}

const OF_NODES = forMany(
  (list) => `SELECT b.node, ${TAG} FROM node_tag b JOIN tag t ON t.id = b.tag
    WHERE b.node IN (${list}) ORDER BY b.node, t.folded, t.id`,
)
const IN_FOLDER = `SELECT b.node, ${TAG} FROM node n JOIN node_tag b ON b.node = n.id JOIN tag t ON t.id = b.tag
  WHERE n.parent = ? AND n.trashed IS NULL ORDER BY b.node, t.folded, t.id`

type Row = TagRow & { node: NodeId }

/**
 * @param nodes those asked about besides the members of `folder`.
 * @param actor null: a visitor, who is shown none.
 */
export async function tagsShown(
  reader: Reader,
  actor: Member | null,
  nodes: readonly NodeId[],
  folder: NodeId | null,
): Promise<Map<NodeId, ShownTag[]>> {
  const shown = new Map<NodeId, ShownTag[]>()
  if (actor === null) return shown
  const rows = await askMany<Row>(reader, OF_NODES, [...new Set(nodes)])
  if (folder !== null) rows.push(...(await reader.all<Row>(IN_FOLDER, folder)))
  for (const row of rows) {
    const tag = tagOf(row)
    if (!isShown(actor, tag)) continue
    const list = shown.get(row.node) ?? []
    if (list.some(({ id }) => id === tag.id)) continue
    shown.set(row.node, [...list, { ...tag, mayAssign: mayAssign(actor, tag) }])
  }
  return shown
}
