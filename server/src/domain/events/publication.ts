import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'

/** What happened within a moment, in one message to all processes, however many people it concerns. */
export interface Publication {
  /** Each node that changed, and each folder above it, with what stands above that; null above the highest known. */
  readonly above: ReadonlyMap<NodeId, NodeId | null>
  readonly uprooted: ReadonlySet<SpaceId>
  readonly grants: ReadonlySet<SpaceId>
  readonly mounts: ReadonlySet<PersonId>
  readonly access: ReadonlySet<PersonId>
  readonly notification: ReadonlySet<PersonId>
  readonly activity: ReadonlySet<PersonId>
}

const SPACES = ['uprooted', 'grants'] as const
const PEOPLE = ['mounts', 'access', 'notification', 'activity'] as const

/** Ids come in pairs, a node and what stands above it; 0 is no id. */
export function encode(publication: Publication): string {
  const said: Record<string, unknown[]> = {}
  if (publication.above.size > 0) said.above = [...publication.above].flatMap(([id, up]) => [id, up ?? 0])
  for (const name of SPACES) if (publication[name].size > 0) said[name] = [...publication[name]]
  for (const name of PEOPLE) if (publication[name].size > 0) said[name] = [...publication[name]]
  return JSON.stringify(said)
}

/** What a process of another version says and this one does not know is left out; undefined for no publication at all. */
export function decode(text: string): Publication | undefined {
  const said = parse(text)
  if (said === undefined) return undefined
  const numbers = (name: string): number[] =>
    list(said[name]).filter((id) => Number.isSafeInteger(id)) as number[]
  const people = (name: string): Set<string> =>
    new Set(list(said[name]).filter((id): id is string => typeof id === 'string'))
  const pairs = numbers('above')
  const above = new Map<NodeId, NodeId | null>()
  for (let i = 0; i + 1 < pairs.length; i += 2) above.set(pairs[i]!, pairs[i + 1]! || null)
  return {
    above,
    uprooted: new Set(numbers('uprooted')),
    grants: new Set(numbers('grants')),
    mounts: people('mounts'),
    access: people('access'),
    notification: people('notification'),
    activity: people('activity'),
  }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const said: unknown = JSON.parse(text)
    return typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
