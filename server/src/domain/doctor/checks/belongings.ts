import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { SHOWN } from '../../mounts/mount.ts'
import { dropShares } from '../../shares/drop.ts'
import { type Check, check } from '../check.ts'
import type { FindingKind } from '../finding.ts'

interface Row {
  node: number
  count: number
}

/** Something that hangs on a node, along the node's id. */
const belonging = (kind: FindingKind, table: string): Check =>
  check<Row>({
    kind,
    sql: `SELECT b.node, count(*) AS count FROM ${table} b WHERE b.node BETWEEN ? AND ?
      AND NOT EXISTS (SELECT 1 FROM node n WHERE n.id = b.node) GROUP BY b.node`,
    key: (row) => row.node,
    subject: (row) => `${table} of node ${row.node}`,
    detail: (row) => `${row.count} of a node that does not exist`,
    async mend(writer, row) {
      await writer.run(`DELETE FROM ${table} WHERE node = ?`, row.node)
      return 'removed'
    },
  })

export const lockDangling = belonging('lock-dangling', 'lock')
export const favouriteDangling = belonging('favourite-dangling', 'favourite')
export const propertyDangling = belonging('property-dangling', 'property')
export const tagOfNothing = belonging('tag-dangling', 'node_tag')
export const commentDangling = belonging('comment-dangling', 'comment')
export const commentMarkDangling = belonging('comment-dangling', 'comment_mark')

/** Along `node_tag.node`. */
export const tagMissing: Check = check<Row & { tag: number }>({
  kind: 'tag-dangling',
  sql: `SELECT b.node, b.tag FROM node_tag b WHERE b.node BETWEEN ? AND ?
    AND NOT EXISTS (SELECT 1 FROM tag t WHERE t.id = b.tag)`,
  key: (row) => row.node,
  subject: (row) => `node ${row.node}`,
  detail: (row) => `it bears the tag ${row.tag}, which does not exist`,
  async mend(writer, row) {
    await writer.run('DELETE FROM node_tag WHERE node = ? AND tag = ?', row.node, row.tag)
    return 'removed'
  },
})

/** Along `node_tag.node`. */
export const tagSpace: Check = check<{ node: number; space: number; lies: number }>({
  kind: 'tag-space',
  sql: `SELECT DISTINCT b.node, b.space, n.space AS lies FROM node_tag b JOIN node n ON n.id = b.node
    WHERE b.node BETWEEN ? AND ? AND n.space <> b.space`,
  key: (row) => row.node,
  subject: (row) => `node ${row.node}`,
  detail: (row) => `its tags are looked for in the space ${row.space}, and it lies in ${row.lies}`,
  spaces: (row) => [row.space, row.lies],
  async mend(writer, row) {
    await writer.run('UPDATE node_tag SET space = ? WHERE node = ?', row.lies, row.node)
    return `found in the space ${row.lies}`
  },
})

/** Along `mount.id`. */
export const mountDangling: Check = check<{ id: number; person: string; name: string }>({
  kind: 'mount-dangling',
  sql: `SELECT m.id, m.person, m.name FROM mount m LEFT JOIN node p ON p.id = m.parent
    WHERE m.id BETWEEN ? AND ? AND ((m.state = ${SHOWN} AND (p.id IS NULL OR p.kind <> ${FOLDER}))
      OR NOT EXISTS (SELECT 1 FROM node n WHERE n.id = m.node))`,
  key: (row) => row.id,
  subject: (row) => `mount ${row.id}`,
  detail: (row) => `“${row.name}” of ${row.person} leads to nothing, or stands in no folder`,
  async mend(writer, row) {
    await writer.run('DELETE FROM mount WHERE id = ?', row.id)
    return 'removed'
  },
})

/** Along `share.id`. */
export const shareDangling: Check = check<{ id: number; node: number }>({
  kind: 'share-dangling',
  sql: `SELECT s.id, s.node FROM share s WHERE s.id BETWEEN ? AND ?
    AND NOT EXISTS (SELECT 1 FROM node n WHERE n.id = s.node)`,
  key: (row) => row.id,
  subject: (row) => `share ${row.id}`,
  detail: (row) => `it is of the node ${row.node}, which does not exist`,
  async mend(writer, row) {
    await dropShares(writer, 'id', row.id)
    return 'removed'
  },
})

/** Along `share.id`. */
export const shareSpace: Check = check<{ id: number; space: number; lies: number }>({
  kind: 'share-space',
  sql: `SELECT s.id, s.space, n.space AS lies FROM share s JOIN node n ON n.id = s.node
    WHERE s.id BETWEEN ? AND ? AND n.space <> s.space`,
  key: (row) => row.id,
  subject: (row) => `share ${row.id}`,
  detail: (row) => `it says that it is in the space ${row.space}, and its node lies in ${row.lies}`,
  spaces: (row) => [row.space, row.lies],
  async mend(writer, row) {
    await writer.run('UPDATE share SET space = ? WHERE id = ?', row.lies, row.id)
    return `found in the space ${row.lies}`
  },
})

/** What was told about a share that is gone, along the share's number. */
const ofNoShare = (table: 'link' | 'box'): Check =>
  check<{ share: number }>({
    kind: 'share-dangling',
    sql: `SELECT b.share FROM ${table} b WHERE b.share BETWEEN ? AND ?
      AND NOT EXISTS (SELECT 1 FROM share s WHERE s.id = b.share)`,
    key: (row) => row.share,
    subject: (row) => `${table} of share ${row.share}`,
    detail: () => 'the share does not exist',
    async mend(writer, row) {
      await writer.run(`DELETE FROM ${table} WHERE share = ?`, row.share)
      return 'removed'
    },
  })

export const linkDangling = ofNoShare('link')
export const boxDangling = ofNoShare('box')

/** Along `deposit.id`. */
export const depositDangling: Check = check<{ id: number; share: number }>({
  kind: 'share-dangling',
  sql: `SELECT d.id, d.share FROM deposit d WHERE d.id BETWEEN ? AND ?
    AND NOT EXISTS (SELECT 1 FROM share s WHERE s.id = d.share)`,
  key: (row) => row.id,
  subject: (row) => `deposit ${row.id}`,
  detail: (row) => `the share ${row.share} that it was handed in by does not exist`,
  async mend(writer, row) {
    await writer.run('DELETE FROM deposit_file WHERE deposit = ?', row.id)
    await writer.run('DELETE FROM deposit WHERE id = ?', row.id)
    return 'removed'
  },
})

/** What says where people belong and sign in, along `key`, and leads to nothing. */
const ofNothing = (table: string, key: string, column: string, what: string): Check =>
  check<{ k: string; lost: string }>({
    kind: 'sign-in-dangling',
    sql: `SELECT DISTINCT b.${key} AS k, b.${column} AS lost FROM ${table} b WHERE b.${key} BETWEEN ? AND ?
      AND NOT EXISTS (SELECT 1 FROM ${what} o WHERE o.id = b.${column})`,
    key: (row) => row.k,
    subject: (row) => `${table} ${row.k}`,
    detail: (row) => `the ${what} “${row.lost}” that it is about does not exist`,
    async mend(writer, row) {
      await writer.run(`DELETE FROM ${table} WHERE ${key} = ? AND ${column} = ?`, row.k, row.lost)
      return 'removed'
    },
  })

export const domainOfNothing = ofNothing('academy_domain', 'domain', 'academy', 'academy')
export const tileNowhere = ofNothing('tile', 'academy', 'academy', 'academy')
export const pictureNowhere = ofNothing('academy_picture', 'academy', 'academy', 'academy')
export const offeredNowhere = ofNothing('academy_provider', 'provider', 'academy', 'academy')
export const offeredNothing = ofNothing('academy_provider', 'provider', 'provider', 'provider')
export const identityOfNobody = ofNothing('identity', 'person', 'person', 'person')
export const identityNowhere = ofNothing('identity', 'person', 'provider', 'provider')
export const mappedNowhere = ofNothing('external_group', 'circle', 'provider', 'provider')
export const mappedToNothing = ofNothing('external_group', 'circle', 'circle', 'circle')
