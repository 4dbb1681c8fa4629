import type { Reader } from '../../storage/records/records.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { askNumbers, forNumbers, WIDEST } from '../many.ts'
import type { View } from './view.ts'

/** The etags of all that somebody has received, as they were at one moment. */
export interface KnownEtags {
  /** By what is mounted. */
  readonly etags: ReadonlyMap<NodeId, string>
  readonly watched: readonly Watched[]
}

/** As many nodes as are asked about together, by which it shows whether anything has changed. */
interface Watched {
  readonly nodes: readonly NodeId[]
  /** Their etags, one after the other. */
  readonly told: string
  readonly etags: ReadonlyMap<NodeId, string>
}

const TOLD = forNumbers(
  (list) => `SELECT string_agg(etag, ' ' ORDER BY id) AS told FROM node WHERE id IN (${list})`,
)
const ETAGS = forNumbers((list) => `SELECT id, etag FROM node WHERE id IN (${list})`)

const known = new WeakMap<View, KnownEtags>()

/**
 * Whatever changes below a root changes the root's etag in the same transaction (docs/adr/0007), so it is enough to
 * look at the roots of the spaces that things came from, and to read on in those that have changed.
 */
export async function knownEtags(reader: Reader, view: View): Promise<KnownEtags> {
  const before = known.get(view)
  const now = before === undefined ? await readAll(reader, view) : await readChanged(reader, view, before)
  // Whoever begins again with each request has nothing to compare with.
  if (now !== before && (await isRemembered(reader))) known.set(view, now)
  return now
}

const isRemembered = async (reader: Reader): Promise<boolean> => (await reader.structure?.()) !== undefined

async function readAll(reader: Reader, view: View): Promise<KnownEtags> {
  const etags = await etagsOf(reader, [...view.received.keys()])
  if (!(await isRemembered(reader))) return { etags, watched: [] }
  const nodes = [...groupsOf(view).keys()]
  const watched: Watched[] = []
  for (let at = 0; at < nodes.length; at += WIDEST)
    watched.push(await watch(reader, nodes.slice(at, at + WIDEST)))
  return { etags, watched }
}

async function readChanged(reader: Reader, view: View, before: KnownEtags): Promise<KnownEtags> {
  const stale: NodeId[] = []
  const watched: Watched[] = []
  for (const one of before.watched) {
    const told = await askTold(reader, one.nodes)
    if (told === one.told) {
      watched.push(one)
      continue
    }
    const now = await watch(reader, one.nodes)
    stale.push(...one.nodes.filter((node) => now.etags.get(node) !== one.etags.get(node)))
    watched.push(now)
  }
  if (stale.length === 0) return before
  const groups = groupsOf(view)
  const again = await etagsOf(
    reader,
    stale.flatMap((node) => groups.get(node) ?? []),
  )
  return { etags: new Map([...before.etags, ...again]), watched }
}

async function watch(reader: Reader, nodes: readonly NodeId[]): Promise<Watched> {
  return { nodes, told: await askTold(reader, nodes), etags: await etagsOf(reader, nodes) }
}

async function askTold(reader: Reader, nodes: readonly NodeId[]): Promise<string> {
  const rows = await askNumbers<{ told: string | null }>(reader, TOLD, nodes)
  return rows.map(({ told }) => told).join(' ')
}

async function etagsOf(reader: Reader, nodes: readonly NodeId[]): Promise<Map<NodeId, string>> {
  const rows = await askNumbers<{ id: NodeId; etag: string }>(reader, ETAGS, nodes)
  return new Map(rows.map(({ id, etag }) => [id, etag]))
}

const groups = new WeakMap<View, ReadonlyMap<NodeId, readonly NodeId[]>>()

/** What was received, by the node that says whether it has changed: its space's root, or itself if it came alone. */
function groupsOf(view: View): ReadonlyMap<NodeId, readonly NodeId[]> {
  let made = groups.get(view)
  if (made === undefined) {
    const byRoot = Map.groupBy(view.received.keys(), (node) => rootOf(view, node))
    made = new Map([...byRoot].map(([root, nodes]) => [nodes.length === 1 ? nodes[0]! : root, nodes]))
    groups.set(view, made)
  }
  return made
}

function rootOf({ above }: View, node: NodeId): NodeId {
  let root = node
  for (let step = above.get(node); step !== undefined; step = above.get(step.parent ?? -1)) root = step.id
  return root
}
