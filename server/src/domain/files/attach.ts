import type { Writer } from '../../storage/records/records.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import type { Node } from './node.ts'

const INSERT = `INSERT INTO node
  (id, space, parent, name, kind, size, mtime, etag, content, mime, checksums, created, uploaded, author)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

export type NewNode = Omit<Node, 'id' | 'label' | 'trashed'> & { readonly parent: NodeId }

/** @returns the id of the new node. */
export async function attach(writer: Writer, node: NewNode): Promise<NodeId> {
  const id = await writer.ids('node')
  await writer.run(
    INSERT,
    id,
    node.space,
    node.parent,
    node.name,
    node.kind,
    node.size,
    node.mtime,
    node.etag,
    node.content,
    node.mime,
    node.checksums,
    node.created,
    node.uploaded,
    node.author,
  )
  return id
}
