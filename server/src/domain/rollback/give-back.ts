import type { Reader, Writer } from '../../storage/records/records.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import type { ContentId, NodeId } from '../../vocabulary/ids.ts'
import type { Was } from '../changes/before.ts'
import { makeContent } from '../content/keep.ts'
import type { Node } from '../files/node.ts'
import { askMany, forMany } from '../many.ts'
import { keepVersion } from '../versions/keep.ts'
import { heldBy } from './plan.ts'

/** Of a file, as far as giving it something back needs to know. */
export interface Version {
  readonly node: NodeId
  readonly id: number
  readonly stamp: number
  readonly content: ContentId
  readonly size: number
  readonly author: string | null
  readonly label: string
}

interface Source {
  readonly content: ContentId
  readonly size: number
  readonly author: string | null
  readonly label: string
  /** Whether what the file held is a version already. */
  readonly isSwapped: boolean
}

const VERSIONS = forMany(
  (list) => `SELECT node, id, stamp, content, size, author, label FROM version
  WHERE node IN (${list}) ORDER BY node, stamp`,
)
/** What the file holds now takes the row of what it is given. */
const SWAP = `UPDATE version SET stamp = ?, content = ?, size = ?, mtime = ?, created = ?, author = ?,
  label = (SELECT label FROM node WHERE id = ?) WHERE id = ?`
const TAKE = 'DELETE FROM version WHERE id = ?'
const OWNED = `SELECT c.size, EXISTS (SELECT 1 FROM node o WHERE o.content = c.id)
    OR EXISTS (SELECT 1 FROM version o WHERE o.content = c.id) AS owned
  FROM content c WHERE c.id = ?`
const CLAIM = 'DELETE FROM garbage WHERE content = ?'
const GIVE = `UPDATE node SET content = ?, size = ?, mtime = ?, etag = ?, checksums = '', uploaded = ?, author = ?,
  label = ? WHERE id = ?`
const TOUCH = 'UPDATE node SET mtime = ?, etag = ? WHERE id = ?'

/** The versions of some files, of each from the oldest on. */
export const versionsOf = async (reader: Reader, files: readonly NodeId[]): Promise<Map<NodeId, Version[]>> =>
  Map.groupBy(await askMany<Version>(reader, VERSIONS, files), ({ node }) => node)

/**
 * Gives a file what it held; what it holds now becomes a version.
 * @param versions of the file.
 * @param grown told by how many bytes the versions of the space have grown, where that is the caller's to write.
 * @returns the file as it is then; undefined when that content is gone.
 */
export async function giveBack(
  writer: Writer,
  node: Node,
  was: Was,
  now: number,
  versions: readonly Version[],
  grown: (bytes: number) => void,
): Promise<Node | undefined> {
  const etag = newEtag()
  if (heldBy(node) === was.content) {
    await writer.run(TOUCH, was.mtime, etag, node.id)
    return { ...node, mtime: was.mtime, etag }
  }
  const source =
    (await ownVersion(writer, node, was.content, now, versions, grown)) ??
    (await kept(writer, node, was.content))
  if (source === undefined) return undefined
  if (!source.isSwapped) await keepVersion(writer, node, now)
  const { content, size, author, label } = source
  await writer.run(GIVE, content, size, was.mtime, etag, now, author, label, node.id)
  return { ...node, content, size, mtime: was.mtime, etag, checksums: '', uploaded: now, author }
}

/** A version of the file itself; where the file holds something, that is kept in its place. */
async function ownVersion(
  writer: Writer,
  node: Node,
  content: ContentId | null,
  now: number,
  versions: readonly Version[],
  grown: (bytes: number) => void,
): Promise<Source | undefined> {
  if (content === null) return undefined
  const version = versions.find((one) => one.content === content)
  if (version === undefined) return undefined
  const { id, size, author, label } = version
  grown(-size)
  if (node.size === 0 || node.content === null) {
    await writer.run(TAKE, id)
    return { content, size, author, label, isSwapped: false }
  }
  let stamp = node.mtime
  for (const other of versions) if (other.id !== id && other.stamp === stamp) stamp++
  const held = [stamp, node.content, node.size, node.mtime, now, node.author]
  await writer.run(SWAP, ...held, node.id, id)
  grown(node.size)
  return { content, size, author, label, isSwapped: true }
}

/** Nothing, or the content wherever else it is still kept. */
async function kept(writer: Writer, node: Node, content: ContentId | null): Promise<Source | undefined> {
  if (content === null)
    return {
      content: await makeContent(writer, 0),
      size: 0,
      author: node.author,
      label: '',
      isSwapped: false,
    }
  const there = await writer.get<{ size: number; owned: number | boolean }>(OWNED, content)
  if (there === undefined) return undefined
  // What nobody owns is the sweeper's, unless it is taken off its list first.
  if (!there.owned && (await writer.run(CLAIM, content)) === 0) return undefined
  return { content, size: there.size, author: null, label: '', isSwapped: false }
}
