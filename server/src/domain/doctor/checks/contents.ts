import { carryBlob, disown, makeContent } from '../../content/keep.ts'
import { type Check, check } from '../check.ts'

const OWNED = (content: string): string => `(EXISTS (SELECT 1 FROM node o WHERE o.content = ${content})
  OR EXISTS (SELECT 1 FROM version o WHERE o.content = ${content})
  OR EXISTS (SELECT 1 FROM upload o WHERE o.content = ${content}))`
const FOR_THE_SWEEPER = 'handed to the sweeper'

interface Content {
  id: number
  expected: number
  sum: number
}

/** What nobody owns any more need not add up: replaced chunks wait in contents of size 0. */
const contentSize = check<Content>({
  kind: 'content-size',
  sql: `SELECT s.id, s.expected, s.sum FROM (SELECT c.id, COALESCE(u.size, c.size) AS expected,
      COALESCE((SELECT SUM(e.length) FROM extent e WHERE e.content = c.id), 0) AS sum
      FROM content c LEFT JOIN upload u ON u.content = c.id WHERE c.id BETWEEN ? AND ?) s
    WHERE s.expected <> s.sum AND ${OWNED('s.id')}`,
  key: (row) => row.id,
  subject: (row) => `content ${row.id}`,
  detail: (row) => `${row.expected} bytes are counted, its pieces have ${row.sum}`,
})

const contentOrphan = check<{ id: number }>({
  kind: 'content-orphan',
  sql: `SELECT c.id FROM content c WHERE c.id BETWEEN ? AND ? AND NOT ${OWNED('c.id')}
    AND NOT EXISTS (SELECT 1 FROM garbage g WHERE g.content = c.id)`,
  key: (row) => row.id,
  subject: (row) => `content ${row.id}`,
  detail: () => 'no file, version or upload has it, and the sweeper does not know of it',
  async mend(writer, row, { now }) {
    await disown(writer, row.id, now)
    return FOR_THE_SWEEPER
  },
})

/** Along `content.id`. */
export const contentChecks: readonly Check[] = [contentSize, contentOrphan]

interface Piece {
  content: number
  position: string
  blob: string
  start: number
  length: number
  size: number | null
}

const extentBroken = check<Piece>({
  kind: 'extent-broken',
  sql: `SELECT e.content, e.position, e.blob, e.start, e.length, b.size FROM extent e
    LEFT JOIN blob b ON b.key = e.blob WHERE e.content BETWEEN ? AND ?
    AND NOT (e.length = 0 AND e.start = 0 AND e.blob = '')
    AND (b.key IS NULL OR e.start < 0 OR e.length < 0 OR e.start + e.length > b.size)`,
  key: (row) => row.content,
  subject: (row) => `content ${row.content} at ${row.position}`,
  detail: (row) =>
    row.size === null
      ? `its piece is in the blob “${row.blob}”, which has no row: lost`
      : `its piece ${row.start}+${row.length} does not lie in the blob ${row.blob} of ${row.size} bytes`,
})

const extentOrphan = check<{ content: number; sum: number }>({
  kind: 'extent-orphan',
  sql: `SELECT e.content, SUM(e.length) AS sum FROM extent e WHERE e.content BETWEEN ? AND ?
    AND NOT EXISTS (SELECT 1 FROM content c WHERE c.id = e.content) GROUP BY e.content`,
  key: (row) => row.content,
  subject: (row) => `content ${row.content}`,
  detail: (row) => `pieces of ${row.sum} bytes belong to a content that does not exist`,
  async mend(writer, row, { now }) {
    await makeContent(writer, row.sum, row.content)
    const owned = await writer.get(
      `SELECT 1 AS owned FROM content c WHERE c.id = ? AND ${OWNED('c.id')}`,
      row.content,
    )
    if (owned !== undefined) return 'the content was given its row again'
    await disown(writer, row.content, now)
    return FOR_THE_SWEEPER
  },
})

/** Along `extent.content`. */
export const extentChecks: readonly Check[] = [extentBroken, extentOrphan]

/** Along `blob.key`. */
export const blobUnnamed: Check = check<{ key: string; size: number }>({
  kind: 'blob-unnamed',
  sql: `SELECT b.key, b.size FROM blob b WHERE b.key BETWEEN ? AND ?
    AND NOT EXISTS (SELECT 1 FROM extent e WHERE e.blob = b.key)`,
  key: (row) => row.key,
  subject: (row) => `blob ${row.key}`,
  detail: (row) => `no content uses its ${row.size} bytes`,
  async mend(writer, row, { now }) {
    await carryBlob(writer, row, now)
    return FOR_THE_SWEEPER
  },
})

interface Version {
  id: number
  space: number
  node: number
  content: number
  size: number
  kept: number | null
  lies: number
}

const version = {
  key: (row: Version) => row.id,
  subject: (row: Version) => `version ${row.id}`,
}

/** Along `version.id`. */
export const versionChecks: readonly Check[] = [
  check<Version>({
    ...version,
    kind: 'version-node',
    sql: `SELECT v.id, v.node FROM version v WHERE v.id BETWEEN ? AND ?
      AND NOT EXISTS (SELECT 1 FROM node n WHERE n.id = v.node)`,
    detail: (row) => `it is of the node ${row.node}, which does not exist`,
  }),
  check<Version>({
    ...version,
    kind: 'version-content',
    sql: `SELECT v.id, v.content, v.size, c.size AS kept FROM version v LEFT JOIN content c ON c.id = v.content
      WHERE v.id BETWEEN ? AND ? AND (c.id IS NULL OR c.size <> v.size)`,
    detail: (row) =>
      row.kept === null
        ? `its content ${row.content} is lost`
        : `it counts ${row.size} bytes, its content ${row.content} has ${row.kept}`,
  }),
  check<Version>({
    ...version,
    kind: 'version-space',
    sql: `SELECT v.id, v.space, n.space AS lies FROM version v JOIN node n ON n.id = v.node
      WHERE v.id BETWEEN ? AND ? AND n.space <> v.space`,
    detail: (row) => `it is counted in the space ${row.space}, and its file lies in ${row.lies}`,
    spaces: (row) => [row.space, row.lies],
    async mend(writer, row) {
      await writer.run('UPDATE version SET space = ? WHERE id = ?', row.lies, row.id)
      return `counted in the space ${row.lies}`
    },
  }),
]

/** Along `upload.id`. */
export const uploadContent: Check = check<{ id: number; name: string; content: number; person: string }>({
  kind: 'upload-content',
  sql: `SELECT u.id, u.name, u.content, u.person FROM upload u WHERE u.id BETWEEN ? AND ?
    AND NOT EXISTS (SELECT 1 FROM content c WHERE c.id = u.content)`,
  key: (row) => row.id,
  subject: (row) => `upload ${row.id}`,
  detail: (row) => `the chunks of “${row.name}” of ${row.person} are lost (content ${row.content})`,
})
