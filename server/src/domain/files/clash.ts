import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { FILE, FOLDER, type NodeKind } from '../../vocabulary/node-kind.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { numberedName } from './numbered-name.ts'
import type { Target } from './place.ts'
import { resolveTarget } from './resolve.ts'

/** What to do when something has the name already. `replace`: a file's content, which becomes a version. */
export type OnClash = 'refuse' | 'keep-both' | 'replace'

/** What is to come into the world, and when: seconds. */
export interface Coming {
  readonly kind: NodeKind
  /** undefined: the caller sees to it. */
  readonly onClash: OnClash | undefined
  readonly now: number
}

/**
 * Where something goes when something else may have its name there.
 * @throws Refusal `exists`; also for a folder that would have to be replaced, or replace.
 */
export async function settleClash(
  writer: Writer,
  actor: Actor,
  target: Target,
  { kind, onClash, now }: Coming,
): Promise<Target> {
  const { parent, existing, name } = target
  if (existing === undefined || onClash === undefined) return target
  if (onClash === 'replace' && kind === FILE && existing.node.kind === FILE) return target
  if (onClash !== 'keep-both')
    throw new Refusal('exists', onClash === 'replace' ? 'folder-stays' : 'name-taken', { facts: { name } })
  const other = await numberedName(writer, parent.node.id, name, kind === FOLDER)
  return await resolveTarget(writer, actor, [...parent.path, other], now)
}
