import { createHash } from 'node:crypto'
import type { Reader } from '../../storage/records/records.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import type { Permissions } from '../../vocabulary/permissions.ts'
import type { Node } from '../files/node.ts'
import type { Mount } from '../files/place.ts'
import { askMany, forMany } from '../many.ts'
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

/** A view is remembered while nothing changes, and no longer: nor do etags change meanwhile. */
const known = new WeakMap<View, Map<NodeId, string>>()

async function sumsOf(
  reader: Reader,
  view: View,
  folders: readonly NodeId[],
): Promise<ReadonlyMap<NodeId, string>> {
  const sums = known.get(view) ?? new Map<NodeId, string>()
  known.set(view, sums)
  const missing = folders.filter((folder) => view.below.has(folder) && !sums.has(folder))
  if (missing.length > 0) await sumUp(reader, view, missing, sums)
  return sums
}

async function sumUp(
  reader: Reader,
  view: View,
  folders: readonly NodeId[],
  sums: Map<NodeId, string>,
): Promise<void> {
  const mounted = new Set(
    folders.flatMap((folder) => (view.below.get(folder) ?? []).map(({ mount }) => mount.node)),
  )
  const rows = await askMany<{ id: NodeId; etag: string }>(reader, ETAGS, [...mounted])
  const etags = new Map(rows.map(({ id, etag }) => [id, etag]))
  for (const folder of folders) {
    const below = view.below.get(folder)
    if (below !== undefined) sums.set(folder, sumOf(view, below, etags))
  }
}

function sumOf(view: View, below: readonly Received[], etags: ReadonlyMap<NodeId, string>): string {
  const lines = below.map(({ mount, permissions }) => {
    const shown = received(view, mount.node, etags.get(mount.node) ?? '', permissions)
    return `${mount.node} ${shown} ${mount.parent}/${mount.name}`
  })
  return sum(lines, SIGNS)
}
