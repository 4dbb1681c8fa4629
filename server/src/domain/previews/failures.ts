import type { Reader, Writer } from '../../storage/records/records.ts'
import type { ContentId, NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import type { Node } from '../files/node.ts'
import { askMany, forMany } from '../many.ts'
import { DELETED } from '../trash/state.ts'
import { kindOf, type PreviewKind } from './kind.ts'
import type { Renderer } from './renderer.ts'

/** Contents of which no picture could be made, each as a kind of file and by whom: `content/kind/revision`. */
export type Failures = ReadonlySet<string>

interface Row {
  content: ContentId
  kind: PreviewKind
  revision: string
}

const select = (from: string, where: string): string =>
  `SELECT f.content, f.kind, f.revision FROM ${from} WHERE ${where} AND (f.retry IS NULL OR f.retry > ?)`
const OF_NODES = 'node n JOIN preview_failure f ON f.content = n.content'

const OF_CONTENT = select('preview_failure f', 'f.content = ?')
const OF_NODE = select(OF_NODES, 'n.id = ?')
const OF_MANY = forMany((list) => select(OF_NODES, `n.id IN (${list})`))
const IN_FOLDER = select(OF_NODES, 'n.parent = ? AND n.trashed IS NULL')
const OF_VERSIONS = select('version v JOIN preview_failure f ON f.content = v.content', 'v.node = ?')
const IN_TRASH = select(
  `trash t JOIN node n ON n.id = t.node JOIN preview_failure f ON f.content = n.content`,
  `(t.space = ? OR t.deleted_by = ?) AND t.purging = ${DELETED}`,
)

const key = (content: ContentId, kind: PreviewKind, revision: string): string =>
  `${content}/${kind}/${revision}`

const told = (rows: readonly Row[]): Failures =>
  new Set(rows.map(({ content, kind, revision }) => key(content, kind, revision)))

/**
 * @param nodes those asked about besides the members of `folder`.
 * @param now seconds.
 */
export async function failuresOf(
  reader: Reader,
  nodes: readonly Pick<Node, 'id'>[],
  folder: NodeId | null,
  now: number,
): Promise<Failures> {
  const rows: Row[] = []
  for (const { id } of nodes) rows.push(...(await reader.all<Row>(OF_NODE, id, now)))
  if (folder !== null) rows.push(...(await reader.all<Row>(IN_FOLDER, folder, now)))
  return told(rows)
}

/** Wherever they lie. @param now seconds. */
export const failuresOfMany = async (
  reader: Reader,
  nodes: readonly NodeId[],
  now: number,
): Promise<Failures> => told(await askMany<Row>(reader, OF_MANY, nodes, [], [now]))

export const failuresOfContent = async (reader: Reader, content: ContentId, now: number): Promise<Failures> =>
  told(await reader.all<Row>(OF_CONTENT, content, now))

export const failuresOfVersions = async (reader: Reader, node: NodeId, now: number): Promise<Failures> =>
  told(await reader.all<Row>(OF_VERSIONS, node, now))

/** Of what lies at the top of somebody's trash. */
export const failuresInTrash = async (
  reader: Reader,
  space: SpaceId,
  person: PersonId,
  now: number,
): Promise<Failures> => told(await reader.all<Row>(IN_TRASH, space, person, now))

export interface Previewable {
  readonly content: ContentId | null
  readonly mime: string
  readonly size: number
}

export type Means = Pick<Renderer, 'kinds' | 'revision'>

/** Whether there is a preview, or one can be made as far as is known. */
export function hasPreview(renderer: Means, file: Previewable, failures: Failures): boolean {
  if (file.content === null) return false
  const kind = kindOf(file)
  if (kind === undefined || !renderer.kinds.has(kind)) return false
  return failures.size === 0 || !failures.has(key(file.content, kind, renderer.revision))
}

const REMEMBER = `INSERT INTO preview_failure (content, kind, revision, retry) VALUES (?, ?, ?, ?)
  ON CONFLICT (content, kind) DO UPDATE SET revision = excluded.revision, retry = excluded.retry`

/** @param retry seconds from which on it may be tried again; null: not before another program draws. */
export const rememberFailure = (
  writer: Writer,
  content: ContentId,
  kind: PreviewKind,
  revision: string,
  retry: number | null,
): Promise<number> => writer.run(REMEMBER, content, kind, revision, retry)
