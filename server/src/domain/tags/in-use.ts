import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { locate } from '../files/locate.ts'
import { isShown, TAG, type Tag, type TagRow, tagOf } from './tag.ts'

export interface UsedTag extends Tag {
  /** On how many of the files and folders that a person sees. */
  readonly count: number
  /** The last of them. */
  readonly example: NodeId
}

/** Where a person may see anything: their own space and those they have something mounted from. */
export const SPACES_OF =
  'SELECT p.space FROM person p WHERE p.id = ? UNION SELECT m.space FROM mount m WHERE m.person = ? AND m.state = 0'

const IN_USE = `SELECT ${TAG}, b.node, n.mime FROM node_tag b JOIN tag t ON t.id = b.tag JOIN node n ON n.id = b.node
  WHERE b.space IN (${SPACES_OF}) AND n.trashed IS NULL ORDER BY t.folded, t.id, b.node`

type Row = TagRow & { node: NodeId; mime: string }

/** @param media such as `image`: only files of that kind are counted. */
export const listTagsInUse = (domain: Domain, actor: Member, media?: string): Promise<UsedTag[]> =>
  domain.records.read(async (reader) => {
    const rows = await readUses(reader, actor, media)
    const seen = await locate(
      reader,
      actor,
      [...new Set(rows.map(({ node }) => node))],
      seconds(domain.now()),
    )
    const used = new Map<number, UsedTag>()
    for (const row of rows) {
      const tag = tagOf(row)
      if (!seen.has(row.node) || !isShown(actor, tag)) continue
      used.set(tag.id, { ...tag, count: (used.get(tag.id)?.count ?? 0) + 1, example: row.node })
    }
    return [...used.values()]
  })

async function readUses(reader: Reader, actor: Member, media: string | undefined): Promise<Row[]> {
  const rows = await reader.all<Row>(IN_USE, actor.person, actor.person)
  return media === undefined ? rows : rows.filter(({ mime }) => mime.startsWith(`${media}/`))
}
