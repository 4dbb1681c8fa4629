import type { Value, Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import type { ContentId, NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { marks } from '../many.ts'

/** What was done about something, and left it as it was. */
export type Deed = 'share' | 'comment'

export type ChangeVerb =
  | 'create'
  | 'write'
  | 'touch'
  | 'move'
  | 'copy'
  | 'trash'
  | 'restore'
  | 'purge'
  | 'revert'
  | Deed

/** What of a node can be put back. */
export interface NodeState {
  readonly parent: NodeId | null
  readonly name: string
  readonly content: ContentId | null
  readonly size: number
  readonly mtime: number
}

export interface Change {
  readonly space: SpaceId
  readonly verb: ChangeVerb
  readonly node: NodeId
  readonly from: NodeState | null
  readonly to: NodeState | null
}

export const personOf = (actor: Actor): PersonId | null => (actor.kind === 'member' ? actor.person : null)

/** Of a file without bytes no content is kept: to put it back, it is enough to know that it was empty. */
const contentOf = (state: NodeState | null): ContentId | null =>
  state === null || state.size === 0 ? null : state.content

const NEXT = 'UPDATE space SET seq = seq + ? WHERE id = ? RETURNING seq'
/** So many lines stand in one statement. */
const LINES = 32
const INSERT = [1, LINES].map(
  (count) => `INSERT INTO change (space, seq, at, actor, verb, node,
  from_parent, from_name, from_content, from_mtime, to_parent, to_name, to_content, to_mtime)
  VALUES ${Array(count)
    .fill(`(${marks(14)})`)
    .join(', ')}`,
) as [string, string]

/** The first of so many numbers of the log, which must all be used in this transaction. */
export async function nextChanges(writer: Writer, space: SpaceId, count: number): Promise<number> {
  const last = await writer.get<{ seq: number }>(NEXT, count, space)
  return last!.seq - count + 1
}

/**
 * One line of the log from which everything that follows a change is fed. Its number is taken under the space's
 * lock, so that whoever reads up to a number has seen all below it.
 * @param now seconds.
 */
export async function recordChange(writer: Writer, actor: Actor, change: Change, now: number): Promise<void> {
  const seq = await nextChanges(writer, change.space, 1)
  await writer.run(INSERT[0], ...lineOf(actor, change, seq, now))
  announce(writer, change)
}

/** As `recordChange`, of many in one space. */
export async function recordChanges(
  writer: Writer,
  actor: Actor,
  space: SpaceId,
  changes: readonly Change[],
  now: number,
): Promise<void> {
  if (changes.length === 0) return
  const first = await nextChanges(writer, space, changes.length)
  const lines = changes.map((change, place) => lineOf(actor, change, first + place, now))
  let at = 0
  for (; at + LINES <= lines.length; at += LINES)
    await writer.run(INSERT[1], ...lines.slice(at, at + LINES).flat())
  for (; at < lines.length; at++) await writer.run(INSERT[0], ...lines[at]!)
  for (const change of changes) announce(writer, change)
}

const lineOf = (actor: Actor, { space, verb, node, from, to }: Change, seq: number, now: number): Value[] => [
  ...[space, seq, now, personOf(actor), verb, node],
  ...[from?.parent ?? null, from?.name ?? null, contentOf(from), from?.mtime ?? null],
  ...[to?.parent ?? null, to?.name ?? null, contentOf(to), to?.mtime ?? null],
]

const OWNER = 'SELECT owner FROM space WHERE id = ?'

/** A deed stands in the log for those who read what happened; nobody's files changed. @param now seconds. */
export async function recordDeed(
  writer: Writer,
  actor: Actor,
  verb: Deed,
  node: NodeState & { readonly id: NodeId; readonly space: SpaceId },
  now: number,
): Promise<void> {
  const { id, space } = node
  await recordChange(writer, actor, { space, verb, node: id, from: node, to: node }, now)
  const owner = (await writer.get<{ owner: PersonId | null }>(OWNER, space))?.owner ?? null
  if (owner !== null) writer.announce({ kind: 'activity', person: owner })
}

const UPROOTS: ReadonlySet<ChangeVerb> = new Set(['trash', 'restore', 'purge'])

function announce(writer: Writer, { space, verb, node, from, to }: Change): void {
  if (verb === 'share' || verb === 'comment') return
  const state = (to ?? from)!
  if (verb !== 'purge')
    writer.announce({ kind: 'changed', chain: state.parent === null ? [node] : [node, state.parent] })
  const isFolder = state.content === null
  if (isFolder && UPROOTS.has(verb)) writer.announce({ kind: 'uprooted', space })
}
