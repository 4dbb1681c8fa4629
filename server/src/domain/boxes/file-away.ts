import type { Writer } from '../../storage/records/records.ts'
import type { DropVisitor } from '../../vocabulary/actor.ts'
import { dateFormat } from '../../vocabulary/formats.ts'
import type { ContentId, NodeId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { CREATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { climb } from '../files/climb.ts'
import { commitWrite } from '../files/commit-write.ts'
import { attachFolder } from '../files/make-folder.ts'
import { NODE_BY_ID, type Node } from '../files/node.ts'
import { numberedName } from '../files/numbered-name.ts'
import type { Place } from '../files/place.ts'
import { walk } from '../files/walk.ts'
import { NO_HOLD } from '../locks/lock.ts'
import type { Box } from './box.ts'
import { filed } from './pattern.ts'
import { discreet } from './require-room.ts'

export interface Filed {
  readonly name: string
  readonly folders: readonly string[]
  readonly mtime?: number
  readonly content: { readonly id: ContentId; readonly size: number; readonly checksums: string }
}

/** Who handed it in, and when: both times in seconds. */
export interface FiledUnder {
  readonly depositor: string
  readonly begun: number
  readonly at: number
}

/**
 * Puts one file of a deposit into its place in the box, under a name that nothing has: the name is looked for in the
 * same transaction, so of two files that come at one moment both are kept. Whoever hands in needs no right to see
 * anything for it.
 * @param now seconds.
 */
export async function fileAway(
  writer: Writer,
  domain: Domain,
  visitor: DropVisitor,
  box: Box,
  under: FiledUnder,
  file: Filed,
  now: number,
): Promise<Node> {
  const { folders, name } = filed(box.pattern, {
    nom: under.depositor,
    ...timesOf(domain, under.begun),
    fichier: file.name,
    n: under.at,
  })
  const parent = await wayTo(writer, visitor, box, [...folders, ...file.folders], now)
  const target = { parent, name: await numberedName(writer, parent.node.id, name), existing: undefined }
  const wish = { hold: NO_HOLD, ...(file.mtime === undefined ? {} : { mtime: file.mtime }) }
  const { node } = await commitWrite(writer, visitor, target, file.content, wish, now).catch(discreet)
  return node
}

/** Follows folders down from the box's own and makes those that are missing, beside whatever else has their name. */
async function wayTo(
  writer: Writer,
  visitor: DropVisitor,
  box: Box,
  names: readonly string[],
  now: number,
): Promise<Place> {
  const above = await climb(writer, box.node)
  const folder = await writer.get<Node>(NODE_BY_ID, box.node)
  if (folder?.kind !== FOLDER || above.trashed) throw new Refusal('not-found', 'box-missing')
  const trail = above.ids.reverse()
  let node: Node = folder
  for (const name of names) {
    node = await folderNamed(writer, visitor, { node, trail }, name, now)
    trail.push(node.id)
  }
  const along = trail.map(() => CREATE)
  return { node, path: [], trail, along, permissions: CREATE, mount: null, isMountRoot: false }
}

async function folderNamed(
  writer: Writer,
  visitor: DropVisitor,
  { node, trail }: { node: Node; trail: readonly NodeId[] },
  name: string,
  now: number,
): Promise<Node> {
  const found = (await walk(writer, node.id, [name])).node
  if (found?.kind === FOLDER) return found
  const free = await numberedName(writer, node.id, name)
  return await attachFolder(writer, visitor, node, trail.toReversed(), free, now)
}

/** The day and the hour at which it was begun, where the school is. */
function timesOf({ timezone = 'UTC' }: Domain, begun: number): { date: string; heure: string } {
  const [date, time] = dateFormat('sv', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' })
    .format(begun * 1000)
    .split(' ')
  return { date: date!, heure: time!.slice(0, 5).replace(':', 'h') }
}
