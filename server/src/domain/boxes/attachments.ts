import type { Readable } from 'node:stream'
import type { Reader } from '../../storage/records/records.ts'
import type { DropVisitor } from '../../vocabulary/actor.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { climb } from '../files/climb.ts'
import { NODE_BY_ID, type Node } from '../files/node.ts'
import { openFile } from '../files/open.ts'
import type { Box } from './box.ts'
import { boxOf } from './open.ts'

/** A file that is handed out with the instructions. */
export interface Attachment {
  /** Its place among them, from 0; it keeps it when another one goes. */
  readonly at: number
  readonly node: Node
}

async function findAttachment(reader: Reader, box: Box, id: NodeId): Promise<Node | undefined> {
  const node = await reader.get<Node>(NODE_BY_ID, id)
  const isThere = node?.kind === FILE && node.space === box.space && !(await climb(reader, id)).trashed
  return isThere ? node : undefined
}

/** Those of a box that are still there: what its owner deletes is handed out no more. */
export async function listAttachments(domain: Domain, box: Box): Promise<Attachment[]> {
  if (box.attachments.length === 0) return []
  return await domain.records.read(async (reader) => {
    const found: Attachment[] = []
    for (const [at, id] of box.attachments.entries()) {
      const node = await findAttachment(reader, box, id)
      if (node !== undefined) found.push({ at, node })
    }
    return found
  })
}

/** @throws Refusal `not-found`. */
export async function openAttachment(
  domain: Domain,
  visitor: Pick<DropVisitor, 'share'>,
  at: number,
): Promise<{ node: Node; body: Readable }> {
  const box = await boxOf(domain, visitor.share)
  const id = box.attachments[at]
  const node =
    id === undefined ? undefined : await domain.records.read((reader) => findAttachment(reader, box, id))
  if (node === undefined) throw new Refusal('not-found', 'attachment-missing')
  return { node, body: await openFile(domain, node, { start: 0, end: node.size }) }
}
