import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import type { ContentId } from '../../vocabulary/ids.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import { acceptName } from '../../vocabulary/node-name.ts'
import { allows, CREATE, UPDATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { personOf, recordChange } from '../changes/record.ts'
import type { Hold } from '../locks/lock.ts'
import { requireUnlocked } from '../locks/require-unlocked.ts'
import { giveWay } from '../mounts/give-way.ts'
import { requireRoom } from '../quota/room.ts'
import { keepVersion } from '../versions/keep.ts'
import { acceptNewName } from './accept-name.ts'
import { ancestors } from './ancestors.ts'
import { attach } from './attach.ts'
import { propagate } from './climb.ts'
import { mimeOf } from './mime.ts'
import type { Node } from './node.ts'
import { type Place, shownPath, spaceOf, type Target } from './place.ts'

/**
 * What the writer saw when deciding to write: the etag, or that there was nothing. A write that carries it is
 * refused as `stale` when the world has moved on meanwhile.
 */
export type Pin = { readonly etag: string } | 'absent'

export interface WriteWish {
  readonly pin?: Pin
  /** Seconds; now when absent. */
  readonly mtime?: number
  /** Seconds; when the original was made, by the writer's word. */
  readonly created?: number
  readonly hold: Hold
}

export interface Written {
  readonly node: Node
  readonly created: boolean
  /** What the writer may do with it, and how they see it. */
  readonly seen: Pick<Place, 'permissions' | 'mount' | 'isMountRoot'>
}

export function requirePin(pin: Pin | undefined, existing: Node | undefined): void {
  if (pin === undefined) return
  if (pin === 'absent' ? existing !== undefined : existing?.etag !== pin.etag)
    throw new Refusal('stale', 'changed-meanwhile')
}

/** May this be written here at all: asked before the bytes are taken, and again when they are there. */
export async function requireWritable(
  writer: Pick<Writer, 'engine' | 'get' | 'all'>,
  target: Target,
  bytes: number,
  wish: WriteWish,
  now: number,
): Promise<void> {
  const { parent, existing, name } = target
  if (existing !== undefined && existing.node.kind !== FILE) throw new Refusal('wrong-kind', 'not-a-file')
  const place = existing ?? parent
  if (!allows(place.permissions, existing ? UPDATE : CREATE)) throw new Refusal('not-permitted', 'no-write')
  if (existing === undefined) await acceptNewName(writer, name)
  requirePin(wish.pin, existing?.node)
  const above = parent.trail
  await requireUnlocked(
    writer,
    existing ? { nodes: [existing.node.id], above } : { nodes: [parent.node.id], above: above.slice(0, -1) },
    wish.hold,
    now,
  )
  const path = shownPath([...parent.path, name])
  await requireRoom(writer, spaceOf(target), bytes, { credit: existing?.node.size ?? 0, path })
}

const OVERWRITE = `UPDATE node SET content = ?, size = ?, mtime = ?, etag = ?, checksums = ?, uploaded = ?, author = ?, label = '',
  created = CASE WHEN ? > 0 THEN ? ELSE created END WHERE id = ?`

/**
 * Puts a content into its place: the one way for a file to come into the world or to change.
 * What was there becomes a version; sizes and etags follow up to the root; one line joins the log.
 * @param now seconds.
 */
export async function commitWrite(
  writer: Writer,
  actor: Actor,
  target: Target,
  content: { id: ContentId; size: number; checksums: string },
  wish: WriteWish,
  now: number,
): Promise<Written> {
  await requireWritable(writer, target, content.size, wish, now)
  const { parent, existing } = target
  const before = existing?.node
  const etag = newEtag()
  const mtime = wish.mtime ?? now
  const node: Omit<Node, 'id'> = {
    ...(before ?? {
      space: parent.node.space,
      parent: parent.node.id,
      name: acceptName(target.name),
      kind: FILE,
      mime: mimeOf(target.name),
      created: 0,
      trashed: null,
    }),
    size: content.size,
    mtime,
    etag,
    content: content.id,
    checksums: content.checksums,
    uploaded: now,
    author: personOf(actor),
    ...(wish.created === undefined ? {} : { created: wish.created }),
  }
  let id = before?.id
  if (before === undefined) {
    await giveWay(writer, actor, target, node.name)
    id = await attach(writer, { ...node, parent: parent.node.id })
  } else {
    await keepVersion(writer, before, now)
    const created = wish.created ?? 0
    await writer.run(
      OVERWRITE,
      node.content,
      node.size,
      mtime,
      etag,
      node.checksums,
      now,
      node.author,
      created,
      created,
      before.id,
    )
  }
  const above =
    existing === undefined || !existing.isMountRoot
      ? await ancestors(writer, parent)
      : (await ancestors(writer, existing)).slice(1)
  await propagate(writer, above, { size: node.size - (before?.size ?? 0), now, etag: newEtag() })
  const change = {
    space: node.space,
    verb: before ? 'write' : 'create',
    node: id!,
    from: before ?? null,
    to: node,
  } as const
  await recordChange(writer, actor, change, now)
  const { permissions, mount } = existing ?? parent
  const seen = { permissions, mount, isMountRoot: existing?.isMountRoot ?? false }
  return { node: { ...node, id: id! }, created: before === undefined, seen }
}
