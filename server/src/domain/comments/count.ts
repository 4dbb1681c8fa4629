import type { Reader } from '../../storage/records/records.ts'
import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import { askMany, forMany } from '../many.ts'

export interface CommentCount {
  readonly all: number
  /** By others, since the person last said to have seen them. */
  readonly unread: number
}

const COUNTED = `c.node, count(*) AS "all",
  SUM(CASE WHEN c.id > COALESCE(k.seen, 0) AND c.person <> ? THEN 1 ELSE 0 END) AS unread`
const SEEN = 'LEFT JOIN comment_mark k ON k.node = c.node AND k.person = ?'

const OF_NODES = forMany(
  (list) => `SELECT ${COUNTED} FROM comment c ${SEEN} WHERE c.node IN (${list}) GROUP BY c.node`,
)
const IN_FOLDER = `SELECT ${COUNTED} FROM node n JOIN comment c ON c.node = n.id ${SEEN}
  WHERE n.parent = ? AND n.trashed IS NULL GROUP BY c.node`

type Row = CommentCount & { node: NodeId }

/**
 * Of those nodes that have comments.
 * @param person null: a visitor, who is told of none.
 * @param nodes those asked about besides the members of `folder`.
 */
export async function countComments(
  reader: Reader,
  person: PersonId | null,
  nodes: readonly NodeId[],
  folder: NodeId | null,
): Promise<Map<NodeId, CommentCount>> {
  if (person === null) return new Map()
  const rows = await askMany<Row>(reader, OF_NODES, [...new Set(nodes)], [person, person])
  if (folder !== null) rows.push(...(await reader.all<Row>(IN_FOLDER, person, person, folder)))
  return new Map(rows.map(({ node, all, unread }) => [node, { all, unread }]))
}
