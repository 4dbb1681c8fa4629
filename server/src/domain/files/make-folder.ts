import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { allows, CREATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { personOf, recordChange } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import type { Hold } from '../locks/lock.ts'
import { requireUnlocked } from '../locks/require-unlocked.ts'
import { giveWay } from '../mounts/give-way.ts'
import { requireRoom } from '../quota/room.ts'
import { acceptNewName } from './accept-name.ts'
import { ancestors } from './ancestors.ts'
import { attach } from './attach.ts'
import { propagate } from './climb.ts'
import type { Node } from './node.ts'
import { shownPath, type Target } from './place.ts'
import { lookup, requireDepth, resolveTarget } from './resolve.ts'

/** What the reference server asks to be free before it makes a folder; clients show its message. */
const FOLDER_BYTES = 4096

/** @throws Refusal `exists`, `parent-missing`, `parent-not-folder`, `bad-name`, `not-permitted`, `over-quota`, `locked`. */
export async function makeFolder(
  domain: Domain,
  actor: Actor,
  path: readonly string[],
  hold: Hold,
): Promise<Node> {
  if (path.length === 0) throw new Refusal('exists', 'already-exists')
  const before = seconds(domain.now())
  const space = await domain.records.read(
    async (reader) => (await resolveTarget(reader, actor, path, before)).parent.node.space,
  )
  return await domain.records.write([space], async (writer) => {
    const now = seconds(domain.now())
    return await addFolder(writer, actor, await resolveTarget(writer, actor, path, now), hold, now)
  })
}

export async function addFolder(
  writer: Writer,
  actor: Actor,
  target: Target,
  hold: Hold,
  now: number,
): Promise<Node> {
  const { parent, existing } = target
  if (existing !== undefined) throw new Refusal('exists', 'already-exists')
  if (!allows(parent.permissions, CREATE)) throw new Refusal('not-permitted', 'no-write')
  const name = await acceptNewName(writer, target.name)
  await requireUnlocked(writer, { nodes: [parent.node.id], above: parent.trail.slice(0, -1) }, hold, now)
  await requireRoom(writer, parent.node.space, FOLDER_BYTES, { path: shownPath(parent.path) })
  await giveWay(writer, actor, target, name)
  return await attachFolder(writer, actor, parent.node, await ancestors(writer, parent), name, now)
}

/**
 * An empty folder under a name that is known to be free.
 * @param above all folders from the parent up.
 */
export async function attachFolder(
  writer: Writer,
  actor: Actor,
  parent: Pick<Node, 'id' | 'space'>,
  above: readonly NodeId[],
  name: string,
  now: number,
): Promise<Node> {
  const node = {
    space: parent.space,
    parent: parent.id,
    name,
    kind: FOLDER,
    size: 0,
    mtime: now,
    etag: newEtag(),
    content: null,
    mime: '',
    checksums: '',
    created: 0,
    uploaded: now,
    author: personOf(actor),
  } as const
  const id = await attach(writer, node)
  await propagate(writer, above, { size: 0, now, etag: newEtag() })
  await recordChange(
    writer,
    actor,
    { space: node.space, verb: 'create', node: id, from: null, to: node },
    now,
  )
  return { ...node, id, trashed: null }
}

/** Makes whatever folders are missing on the way to `path`, as automatic photo uploads ask for. */
export async function makeParents(
  domain: Domain,
  actor: Actor,
  path: readonly string[],
  hold: Hold,
): Promise<void> {
  requireDepth(path)
  for (let depth = 1; depth < path.length; depth++) {
    const names = path.slice(0, depth)
    const found = await domain.records.read((reader) => lookup(reader, actor, names, seconds(domain.now())))
    if (found !== undefined) continue
    try {
      await makeFolder(domain, actor, names, hold)
    } catch (error) {
      // Two uploads into one new folder: the other one was quicker.
      if (!(error instanceof Refusal && error.kind === 'exists')) throw error
    }
  }
}
