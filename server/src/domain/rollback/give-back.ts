import type { Writer } from '../../storage/records/records.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import type { ContentId } from '../../vocabulary/ids.ts'
import type { Was } from '../changes/before.ts'
import { makeContent } from '../content/keep.ts'
import type { Node } from '../files/node.ts'
import { keepVersion } from '../versions/keep.ts'
import { heldBy } from './plan.ts'

interface Source {
  readonly content: ContentId
  readonly size: number
  readonly author: string | null
  readonly label: string
}

const VERSION = 'SELECT id, size, author, label FROM version WHERE node = ? AND content = ?'
const TAKE = 'DELETE FROM version WHERE id = ?'
const UNCOUNT = 'UPDATE space SET versions_size = versions_size - ? WHERE id = ?'
const OWNED = `SELECT c.size, EXISTS (SELECT 1 FROM node o WHERE o.content = c.id)
    OR EXISTS (SELECT 1 FROM version o WHERE o.content = c.id) AS owned
  FROM content c WHERE c.id = ?`
const CLAIM = 'DELETE FROM garbage WHERE content = ?'
const GIVE = `UPDATE node SET content = ?, size = ?, mtime = ?, etag = ?, checksums = '', uploaded = ?, author = ?,
  label = ? WHERE id = ?`
const TOUCH = 'UPDATE node SET mtime = ?, etag = ? WHERE id = ?'

/**
 * Gives a file what it held; what it holds now becomes a version.
 * @returns the file as it is then; undefined when that content is gone.
 */
export async function giveBack(writer: Writer, node: Node, was: Was, now: number): Promise<Node | undefined> {
  const etag = newEtag()
  if (heldBy(node) === was.content) {
    await writer.run(TOUCH, was.mtime, etag, node.id)
    return { ...node, mtime: was.mtime, etag }
  }
  const source = await sourceOf(writer, node, was.content)
  if (source === undefined) return undefined
  await keepVersion(writer, node, now)
  const { content, size, author, label } = source
  await writer.run(GIVE, content, size, was.mtime, etag, now, author, label, node.id)
  return { ...node, content, size, mtime: was.mtime, etag, checksums: '', uploaded: now, author }
}

/** A version of the file itself, or the same content wherever else it is still kept. */
async function sourceOf(writer: Writer, node: Node, content: ContentId | null): Promise<Source | undefined> {
  if (content === null)
    return { content: await makeContent(writer, 0), size: 0, author: node.author, label: '' }
  const version = await writer.get<Omit<Source, 'content'> & { id: number }>(VERSION, node.id, content)
  if (version !== undefined) {
    await writer.run(TAKE, version.id)
    await writer.run(UNCOUNT, version.size, node.space)
    return { content, size: version.size, author: version.author, label: version.label }
  }
  const kept = await writer.get<{ size: number; owned: number | boolean }>(OWNED, content)
  if (kept === undefined) return undefined
  // What nobody owns is the sweeper's, unless it is taken off its list first.
  if (!kept.owned && (await writer.run(CLAIM, content)) === 0) return undefined
  return { content, size: kept.size, author: null, label: '' }
}
