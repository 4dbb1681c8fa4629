import type { Reader } from '../../storage/records/records.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import { columns, idsByNames, type Node } from '../files/node.ts'
import { askMany, forMany } from '../many.ts'
import { SHOWN } from '../mounts/mount.ts'
import { type Version, versionsOf } from './give-back.ts'
import { heldBy, type Step } from './plan.ts'

const NODES = forMany(
  (list) => `SELECT ${columns('n')} FROM node n WHERE n.kind = ${FILE} AND n.id IN (${list})`,
)
const STANDING = forMany((list) => `SELECT name FROM node WHERE id IN (${idsByNames(list)})`)
const MOUNTED = forMany(
  (list) => `SELECT name FROM mount WHERE parent = ? AND state = ${SHOWN} AND name IN (${list})`,
)
/** Of more folders than this each file is asked about by itself. */
const FOLDERS = 8

/**
 * What the next steps of a slice need to know, read for all of them together. It holds within their transaction as
 * long as whoever changes a file or takes a name says so; folders, whose sizes change with what is in them, are
 * never in it.
 */
export class Glance {
  readonly #nodes = new Map<NodeId, Node>()
  readonly #versions = new Map<NodeId, readonly Version[]>()
  readonly #free = new Set<string>()

  async read(reader: Reader, steps: readonly { id: NodeId; was?: Step['was'] }[]): Promise<void> {
    const found = await askMany<Node>(
      reader,
      NODES,
      steps.map(({ id }) => id),
    )
    for (const node of found) this.#nodes.set(node.id, node)
    const changed = steps.filter(({ id, was }) => {
      const node = this.#nodes.get(id)
      return node !== undefined && was !== undefined && heldBy(node) !== was.content
    })
    const versions = await versionsOf(
      reader,
      changed.map(({ id }) => id),
    )
    for (const { id } of changed) this.#versions.set(id, versions.get(id) ?? [])
    const wanted = Map.groupBy(
      steps.flatMap(({ was }) => was ?? []),
      ({ parent }) => parent,
    )
    if (wanted.size > FOLDERS) return
    for (const [parent, those] of wanted) {
      const names = [...new Set(those.map(({ name }) => name))]
      const taken = new Set<string>()
      for (const statements of [STANDING, MOUNTED])
        for (const { name } of await askMany<{ name: string }>(reader, statements, names, [parent]))
          taken.add(name)
      for (const name of names) if (!taken.has(name)) this.#free.add(placeOf(parent, name))
    }
  }

  /** A file, unless it has to be looked up. */
  file(id: NodeId): Node | undefined {
    return this.#nodes.get(id)
  }

  /** Those of a file, unless they have to be looked up. */
  versions(id: NodeId): readonly Version[] | undefined {
    return this.#versions.get(id)
  }

  /** Whether a name is known to be free. */
  isFree(parent: NodeId, name: string): boolean {
    return this.#free.has(placeOf(parent, name))
  }

  changed(id: NodeId): void {
    this.#nodes.delete(id)
    this.#versions.delete(id)
  }

  taken(parent: NodeId, name: string): void {
    this.#free.delete(placeOf(parent, name))
  }
}

const placeOf = (parent: NodeId, name: string): string => `${parent}/${name}`
