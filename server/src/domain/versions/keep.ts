import type { Reader, Writer } from '../../storage/records/records.ts'
import { disown } from '../content/keep.ts'
import type { Node } from '../files/node.ts'

const FREE_STAMP = `SELECT stamp FROM version WHERE node = ? AND stamp >= ? ORDER BY stamp`
const INSERT = `INSERT INTO version (id, space, node, stamp, content, size, mtime, created, author, label)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT label FROM node WHERE id = ?))`
const COUNT = 'UPDATE space SET versions_size = versions_size + ? WHERE id = ?'

/**
 * What the present content of a file is called among its versions, and will be called once it is overwritten: its
 * time, or the next free second when another version has that.
 */
export async function freeStamp(reader: Reader, node: Pick<Node, 'id' | 'mtime'>): Promise<number> {
  let stamp = node.mtime
  for (const taken of await reader.all<{ stamp: number }>(FREE_STAMP, node.id, stamp)) {
    if (taken.stamp !== stamp) break
    stamp++
  }
  return stamp
}

/**
 * Keeps what a file held before it is overwritten. An empty one is no version: Finder and Windows make an empty
 * file before every first write.
 * @param now seconds.
 */
export async function keepVersion(writer: Writer, node: Node, now: number): Promise<void> {
  if (node.content === null) return
  if (node.size === 0) {
    await disown(writer, node.content, now)
    return
  }
  await writer.run(
    INSERT,
    await writer.ids('row'),
    node.space,
    node.id,
    await freeStamp(writer, node),
    node.content,
    node.size,
    node.mtime,
    now,
    node.author,
    node.id,
  )
  await writer.run(COUNT, node.size, node.space)
}
