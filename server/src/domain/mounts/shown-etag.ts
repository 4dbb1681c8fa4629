import { createHash } from 'node:crypto'
import type { Reader } from '../../storage/records/records.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import type { Permissions } from '../../vocabulary/permissions.ts'
import type { Node } from '../files/node.ts'
import type { Mount } from '../files/place.ts'
import { askMany, forMany } from '../many.ts'
import { whileNothingChanges } from '../standing.ts'
import type { Received, View } from './view.ts'

/** How somebody sees a node, as far as its etag is concerned. */
export interface Seen {
  readonly node: Pick<Node, 'id' | 'kind' | 'etag'>
  readonly permissions: Permissions
  readonly mount: Mount | null
}

/** So much of the sum of what is mounted below a folder of one's own stands in its etag: 48 bits, beside its own 96. */
const SIGNS = 12

const ETAGS = forMany((list) => `SELECT id, etag FROM node WHERE id IN (${list})`)

/** What they were given besides, further down, is worth fewer: a folder's own etag and rights stand before it. */
const SIGNS_WITHIN = 8

const sum = (lines: readonly string[], signs: number): string =>
  createHash('sha256')
    .update([...lines].sort().join('\n'))
    .digest('hex')
    .slice(0, signs)

/** Of a folder that was received, or lies below one. */
function received(view: View | undefined, node: NodeId, etag: string, permissions: Permissions): string {
  const within = view?.within.get(node)
  const besides = within === undefined ? '' : `n${sum(within.map(String), SIGNS_WITHIN)}`
  return `${etag}p${permissions.toString(36)}${besides}`
}

/**
 * The etags that a person is shown. A file's is its own. A folder that was received changes with what may be done in it:
 * clients look again, and see the new rights. A folder of one's own changes with what is mounted below it: for that
 * nothing is written when something is given or changes, it is made from the etags of what is mounted.
 */
export async function shownEtags(
  reader: Reader,
  view: View | undefined,
  seen: readonly Seen[],
): Promise<string[]> {
  const above =
    view !== undefined && seen.some(({ node, mount }) => mount === null && view.below.has(node.id))
      ? await sumsOf(
          reader,
          view,
          seen.map(({ node }) => node.id),
        )
      : new Map<NodeId, string>()
  return seen.map(({ node, permissions, mount }) => {
    if (node.kind !== FOLDER) return node.etag
    if (mount !== null) return received(view, node.id, node.etag, permissions)
    return node.etag + (above.get(node.id) ?? '')
  })
}

/** So many folders' sums are known at a time. */
const SUMS = 4096
const standing = whileNothingChanges<{ readonly view: View; readonly sum: string }>(SUMS)

async function sumsOf(
  reader: Reader,
  view: View,
  folders: readonly NodeId[],
): Promise<ReadonlyMap<NodeId, string>> {
  const sums = new Map<NodeId, string>()
  const all = folders.flatMap((folder) => view.below.get(folder) ?? [])
  let etags: Promise<ReadonlyMap<NodeId, string>> | undefined
  for (const folder of folders) {
    const below = view.below.get(folder)
    if (below === undefined) continue
    const read = async () => {
      etags ??= etagsOf(reader, all)
      return { view, sum: sumOf(view, below, await etags) }
    }
    const known = await standing(reader, String(folder), read)
    // Rights may end without anything being written.
    sums.set(folder, (known.view === view ? known : await read()).sum)
  }
  return sums
}

async function etagsOf(reader: Reader, below: readonly Received[]): Promise<Map<NodeId, string>> {
  const nodes = new Set(below.map(({ mount }) => mount.node))
  const rows = await askMany<{ id: NodeId; etag: string }>(reader, ETAGS, [...nodes])
  return new Map(rows.map(({ id, etag }) => [id, etag]))
}

/** All that does not change with what is written, worked out once for a view. */
const lines = new WeakMap<Received, string>()

function lineOf(view: View, one: Received): string {
  let line = lines.get(one)
  if (line === undefined) {
    const { mount, permissions } = one
    line = `${received(view, mount.node, '', permissions)} ${mount.node} ${mount.parent}/${mount.name}\n`
    lines.set(one, line)
  }
  return line
}

function sumOf(view: View, below: readonly Received[], etags: ReadonlyMap<NodeId, string>): string {
  let text = ''
  for (const one of below) text += `${etags.get(one.mount.node)}${lineOf(view, one)}`
  return createHash('sha256').update(text).digest('hex').slice(0, SIGNS)
}
