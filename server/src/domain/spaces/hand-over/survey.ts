import type { Reader } from '../../../storage/records/records.ts'
import type { PersonId, SpaceId } from '../../../vocabulary/ids.ts'
import { FILE, FOLDER } from '../../../vocabulary/node-kind.ts'
import { SHOWN } from '../../mounts/mount.ts'
import { roomIn } from '../../quota/room.ts'
import { DELETED } from '../../trash/state.ts'
import type { SpaceRoots } from '../root.ts'

/** What would go to the colleague, and what would not. Sizes in bytes. */
export interface Survey {
  readonly files: number
  readonly folders: number
  readonly bytes: number
  readonly versionsBytes: number
  /** With people and groups. */
  readonly shares: number
  /** Collection boxes among them. */
  readonly links: number
  readonly boxes: number
  /** Deletions in the trash. */
  readonly trashed: number
  /** Room that the colleague has; null: unlimited. */
  readonly free: number | null
  /** What others gave to the old owner: it ends with their account. */
  readonly received: number
  /** Things of others' that the old owner passed on: likewise. */
  readonly passedOn: number
}

const NODES = `WITH RECURSIVE sub(id, kind) AS (
    SELECT id, kind FROM node WHERE parent = ? AND trashed IS NULL
    UNION ALL SELECT n.id, n.kind FROM sub JOIN node n ON n.parent = sub.id WHERE n.trashed IS NULL)
  SELECT COUNT(CASE WHEN kind = ${FILE} THEN 1 END) AS files,
    COUNT(CASE WHEN kind = ${FOLDER} THEN 1 END) AS folders FROM sub`
const SIZES = `SELECT n.size AS bytes, s.versions_size AS versions FROM space s JOIN node n ON n.id = s.root
  WHERE s.id = ?`
const SHARES = `SELECT COUNT(CASE WHEN kind < 3 THEN 1 END) AS shares, COUNT(CASE WHEN kind >= 3 THEN 1 END) AS links,
    (SELECT COUNT(*) FROM box b JOIN share x ON x.id = b.share WHERE x.space = ?) AS boxes
  FROM share WHERE space = ?`
const TRASHED = `SELECT COUNT(*) AS count FROM trash WHERE space = ? AND purging = ${DELETED}`
const RECEIVED = `SELECT COUNT(*) AS count FROM mount WHERE person = ? AND state = ${SHOWN}`
const PASSED_ON = 'SELECT COUNT(*) AS count FROM share WHERE sharer = ? AND space <> ?'

export async function surveySpace(
  reader: Reader,
  from: PersonId,
  { space, root }: SpaceRoots,
  to: SpaceId,
): Promise<Survey> {
  const count = async (text: string, ...values: (string | number)[]): Promise<number> =>
    (await reader.get<{ count: number }>(text, ...values))!.count
  const nodes = (await reader.get<{ files: number; folders: number }>(NODES, root))!
  const sizes = (await reader.get<{ bytes: number; versions: number }>(SIZES, space))!
  const shares = (await reader.get<{ shares: number; links: number; boxes: number }>(SHARES, space, space))!
  return {
    ...{ files: nodes.files, folders: nodes.folders, bytes: sizes.bytes, versionsBytes: sizes.versions },
    ...{ shares: shares.shares, links: shares.links, boxes: shares.boxes },
    trashed: await count(TRASHED, space),
    free: (await roomIn(reader, to)).free,
    received: await count(RECEIVED, from),
    passedOn: await count(PASSED_ON, from, space),
  }
}
