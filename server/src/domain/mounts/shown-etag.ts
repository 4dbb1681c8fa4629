import { hash } from 'node:crypto'
import type { Reader } from '../../storage/records/records.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import type { Permissions } from '../../vocabulary/permissions.ts'
import type { Node } from '../files/node.ts'
import type { Mount } from '../files/place.ts'
import { whileNothingChanges } from '../standing.ts'
import { type KnownEtags, knownEtags } from './known-etags.ts'
import type { Received, View } from './view.ts'

/** How somebody sees a node, as far as its etag is concerned. */
export interface Seen {
  readonly node: Pick<Node, 'id' | 'kind' | 'etag'>
  readonly permissions: Permissions
  readonly mount: Mount | null
}

/** So much of the sum of what is mounted below a folder of one's own stands in its etag: 48 bits, beside its own 96. */
const SIGNS = 12

/** What they were given besides, further down, is worth fewer: a folder's own etag and rights stand before it. */
const SIGNS_WITHIN = 8

const digest = (text: string): string => hash('sha256', text)

const besidesOf = (within: readonly (readonly [NodeId, Permissions])[]): string =>
  digest(within.map(String).sort().join('\n')).slice(0, SIGNS_WITHIN)

/** Of a folder that was received, or lies below one. */
function received(view: View | undefined, node: NodeId, etag: string, permissions: Permissions): string {
  const within = view?.within.get(node)
  const besides = within === undefined ? '' : `n${besidesOf(within)}`
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
  let etags: Promise<KnownEtags> | undefined
  for (const folder of folders) {
    const below = view.below.get(folder)
    if (below === undefined) continue
    const read = async () => {
      etags ??= knownEtags(reader, view)
      return { view, sum: sumOf(view, below, await etags) }
    }
    const known = await standing(reader, String(folder), read)
    // Rights may end without anything being written.
    sums.set(folder, (known.view === view ? known : await read()).sum)
  }
  return sums
}

interface Summed {
  /** All that does not change with what is written, worked out once for a view. */
  readonly fixed: string
  readonly of: KnownEtags
  readonly sum: string
}

const summed = new WeakMap<readonly Received[], Summed>()

function sumOf(view: View, below: readonly Received[], known: KnownEtags): string {
  const before = summed.get(below)
  if (before?.of === known) return before.sum
  const fixed = before?.fixed ?? digest(below.map((one) => lineOf(view, one)).join('\n'))
  const etags = below.map(({ mount }) => known.etags.get(mount.node)).join(' ')
  const sum = digest(`${fixed} ${etags}`).slice(0, SIGNS)
  summed.set(below, { fixed, of: known, sum })
  return sum
}

const lineOf = (view: View, { mount, permissions }: Received): string =>
  `${received(view, mount.node, '', permissions)} ${mount.node} ${mount.parent}/${mount.name}`
