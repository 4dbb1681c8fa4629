import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import { askMany, forMany } from '../many.ts'
import { GROUP, PERSON, type ShareKind } from './share.ts'

/** To whom something was given by whoever asks, or by what it was given to them. */
export interface Sharee {
  readonly kind: ShareKind
  /** Empty for links. */
  readonly id: string
  readonly name: string
}

interface Row {
  node: NodeId
  kind: ShareKind
  recipient: string | null
  name: string | null
}

const LIVE = '(s.expires IS NULL OR s.expires > ?)'
const TO_ME = `(s.kind = ${PERSON} AND s.recipient = ? OR s.kind = ${GROUP}
  AND s.recipient IN (SELECT circle FROM membership WHERE person = ?))`
const ROW = 's.node, s.kind, s.recipient, COALESCE(p.name, c.name) AS name'
const NAMES = `LEFT JOIN person p ON s.kind = ${PERSON} AND p.id = s.recipient
  LEFT JOIN circle c ON s.kind = ${GROUP} AND c.id = s.recipient`
const MINE = `${LIVE} AND (s.sharer = ? OR ${TO_ME}) ORDER BY s.kind, s.id`

const OF_NODES = forMany(
  (list) => `SELECT ${ROW} FROM share s ${NAMES} WHERE s.node IN (${list}) AND ${MINE}`,
)
/** A space has fewer shares than a folder may have members. */
const IN_FOLDER = `SELECT ${ROW} FROM share s CROSS JOIN node n ${NAMES}
  WHERE s.space = ? AND n.id = s.node AND n.parent = ? AND n.trashed IS NULL AND ${MINE}`

/**
 * Of those nodes of which there is something to say.
 * @param actor null: a visitor, who is told of none.
 * @param nodes those asked about besides the members of `folder`, which is one of them.
 * @param now seconds.
 */
export async function sharesOn(
  reader: Reader,
  actor: Member | null,
  nodes: readonly { readonly id: NodeId; readonly space: SpaceId }[],
  folder: NodeId | null,
  now: number,
): Promise<Map<NodeId, readonly Sharee[]>> {
  if (actor === null) return new Map()
  const mine = [now, actor.person, actor.person, actor.person]
  const ids = [...new Set(nodes.map(({ id }) => id))]
  const rows = await askMany<Row>(reader, OF_NODES, ids, [], mine)
  const space = nodes.find(({ id }) => id === folder)?.space
  if (folder !== null && space !== undefined)
    rows.push(...(await reader.all<Row>(IN_FOLDER, space, folder, ...mine)))
  const told = new Map<NodeId, Sharee[]>()
  for (const { node, kind, recipient, name } of rows) {
    const sharee = { kind, id: recipient ?? '', name: name || (recipient ?? '') }
    const known = told.get(node)
    if (known === undefined) told.set(node, [sharee])
    else known.push(sharee)
  }
  return told
}

/** What was said to a recipient together with what they were given. */
export interface Accompanying {
  readonly note: string
  readonly hideDownload: boolean
}

const RECEIVED = forMany(
  (list) => `SELECT s.node, s.note, s.hide_download FROM share s
    WHERE s.space IN (${list}) AND ${LIVE} AND ${TO_ME} ORDER BY s.id`,
)

/** By what was given, which is where it is mounted. @param now seconds. */
export async function receivedFrom(
  reader: Reader,
  actor: Member | null,
  spaces: readonly SpaceId[],
  now: number,
): Promise<Map<NodeId, Accompanying>> {
  if (actor === null) return new Map()
  const { person } = actor
  interface Said {
    node: NodeId
    note: string
    hide_download: number
  }
  const rows = await askMany<Said>(reader, RECEIVED, spaces, [], [now, person, person])
  const told = new Map<NodeId, Accompanying>()
  for (const { node, note, hide_download } of rows) {
    const known = told.get(node)
    told.set(node, {
      note: known?.note || note,
      hideDownload: hide_download === 1 && (known?.hideDownload ?? true),
    })
  }
  return told
}
