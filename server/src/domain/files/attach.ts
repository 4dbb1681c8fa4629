import type { Writer } from '../../storage/records/records.ts'
import type { ContentId, NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import type { NodeKind } from '../../vocabulary/node-kind.ts'

const INSERT = `INSERT INTO node
  (id, space, parent, name, kind, size, mtime, etag, content, mime, checksums, created, uploaded, author)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

export interface NewNode {
  readonly space: SpaceId
  readonly parent: NodeId
  readonly name: string
  readonly kind: NodeKind
  readonly size: number
  readonly mtime: number
  readonly etag: string
  readonly content: ContentId | null
  readonly mime: string
  readonly checksums: string
  readonly created: number
  readonly uploaded: number
  readonly author: PersonId | null
}

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
