import type { Reader } from '../../storage/records/records.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import type { Permissions } from '../../vocabulary/permissions.ts'

/** A link as it is kept, with the share that it is the address of. Times in seconds. */
export interface LinkRow {
  readonly share: number
  readonly token: string
  /** Its hash; null: whoever has the address may enter. */
  readonly password: string | null
  /** Another with each password. */
  readonly revision: number
  readonly short: string | null
  readonly short_expires: number | null
  readonly views: number
  readonly downloads: number
  readonly node: NodeId
  readonly space: SpaceId
  readonly sharer: PersonId
  readonly permissions: Permissions
  readonly hide_download: number
  readonly note: string
  readonly label: string
  readonly expires: number | null
  readonly owner: PersonId | null
  /** What is shared, as its owner calls it. */
  readonly name: string
  readonly node_kind: number
  /** Whether both its sharer and the owner of what is shared have accounts in use. */
  readonly living: number
}

const LINK = `SELECT l.share, l.token, l.password, l.password_revision AS revision, l.short, l.short_expires, l.views,
    l.downloads, s.node, s.space, s.sharer, s.permissions, s.hide_download, s.note, s.label, s.expires, p.owner,
    n.name, n.kind AS node_kind,
    CASE WHEN g.enabled = 1 AND (p.owner IS NULL OR o.enabled = 1) THEN 1 ELSE 0 END AS living
  FROM link l JOIN share s ON s.id = l.share JOIN space p ON p.id = s.space JOIN node n ON n.id = s.node
    LEFT JOIN person o ON o.id = p.owner LEFT JOIN person g ON g.id = s.sharer`
const BY_TOKEN = `${LINK} WHERE l.token = ?`
const BY_SHARE = `${LINK} WHERE l.share = ?`

export const readLinkByToken = (reader: Reader, token: string): Promise<LinkRow | undefined> =>
  reader.get<LinkRow>(BY_TOKEN, token)

export const readLink = (reader: Reader, share: number): Promise<LinkRow | undefined> =>
  reader.get<LinkRow>(BY_SHARE, share)
