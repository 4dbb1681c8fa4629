import type { Reader, Writer } from '../../storage/records/records.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { type Hold, LOCK, type Lock } from './lock.ts'
import { releaseLost } from './release-lost.ts'

/** So many nodes stand in one statement: paths may be thousands of folders deep, and every text is kept prepared. */
const WIDTH = 32

const ON_NODES = Array.from(
  { length: WIDTH + 1 },
  (_, count) =>
    `SELECT ${LOCK} FROM lock WHERE (expires IS NULL OR expires > ?) AND node IN (${Array(count).fill('?').join(', ')})`,
)

/** Locks that hold on any of these nodes now. */
export async function locksOn(reader: Reader, nodes: readonly NodeId[], now: number): Promise<Lock[]> {
  const locks: Lock[] = []
  for (let i = 0; i < nodes.length; i += WIDTH) {
    const some = nodes.slice(i, i + WIDTH)
    locks.push(...(await reader.all<Lock>(ON_NODES[some.length]!, now, ...some)))
  }
  return locks
}

const BELOW = `WITH RECURSIVE up(token, id) AS (
    SELECT token, node FROM lock WHERE space = ? AND (expires IS NULL OR expires > ?)
    UNION ALL SELECT up.token, n.parent FROM up JOIN node n ON n.id = up.id WHERE n.parent IS NOT NULL AND up.id <> ?
  ) SELECT ${LOCK.split(', ')
    .map((name) => `l.${name}`)
    .join(', ')} FROM up JOIN lock l ON l.token = up.token WHERE up.id = ?`

/** Locks at or below a node. */
export async function locksBelow(reader: Reader, space: SpaceId, node: NodeId, now: number): Promise<Lock[]> {
  return await reader.all<Lock>(BELOW, space, now, node, node)
}

export interface Touched {
  /** Changed themselves, or losing or gaining a member: any lock on them counts. */
  readonly nodes: readonly NodeId[]
  /** Above those: only locks of infinite depth count. */
  readonly above: readonly NodeId[]
  /** Removed or replaced with all that is inside. */
  readonly whole?: { readonly space: SpaceId; readonly node: NodeId }
}

const passes = (lock: Lock, hold: Hold): boolean =>
  lock.kind === 'dav' || lock.kind === 'token'
    ? hold.tokens.includes(lock.token) && (lock.person === null || lock.person === hold.person)
    : lock.person === hold.person

/**
 * RFC 4918 §7: of several shared locks on one node, any one that is held suffices.
 * @param now seconds.
 * @throws Refusal `locked`.
 */
export async function requireUnlocked(
  reader: Reader & Partial<Pick<Writer, 'run'>>,
  touched: Touched,
  hold: Hold,
  now: number,
): Promise<void> {
  const nodes = new Set(touched.nodes)
  const near = await locksOn(reader, [...new Set([...touched.nodes, ...touched.above])], now)
  const locks = near.filter((lock) => nodes.has(lock.node) || lock.depth === 'infinity')
  if (touched.whole) locks.push(...(await locksBelow(reader, touched.whole.space, touched.whole.node, now)))
  if (locks.length === 0) return
  const free = new Set(locks.filter((lock) => passes(lock, hold)).map((lock) => lock.node))
  const blocked = locks.filter((lock) => !free.has(lock.node))
  if (blocked.length === 0) return
  const [blocking] = await releaseLost(reader, blocked, now)
  if (blocking !== undefined) throw await lockedBy(reader, blocking)
}

/** Of a lock that somebody took to work undisturbed it is said whose it is, so that they can be asked. */
async function lockedBy(reader: Reader, { kind, node, person }: Lock): Promise<Refusal> {
  const facts = { node, who: person ?? '' }
  if (kind === 'dav' || person === null) return new Refusal('locked', 'node-locked', { facts })
  const row = await reader.get<{ name: string }>('SELECT name FROM person WHERE id = ?', person)
  return new Refusal('locked', 'node-locked-by', { facts: { ...facts, name: row?.name ?? person } })
}
