import type { Writer } from '../../storage/records/records.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { climb, propagate } from '../files/climb.ts'
import { wayTo } from '../files/remove.ts'

/**
 * What the folders above have to be told in the end: once for a whole slice instead of once for each file.
 * Whoever moves a folder settles before and after, since then ways and sums are others.
 */
export class Ledger {
  readonly #writer: Writer
  readonly #now: number
  readonly #above = new Map<NodeId, NodeId[]>()
  readonly #ways = new Map<NodeId, string[]>()
  readonly #due = new Map<NodeId, number>()

  constructor(writer: Writer, now: number) {
    this.#writer = writer
    this.#now = now
  }

  /** A folder and all above it, the folder first. */
  async above(folder: NodeId): Promise<readonly NodeId[]> {
    let ids = this.#above.get(folder)
    if (ids === undefined) {
      ids = (await climb(this.#writer, folder)).ids
      this.#above.set(folder, ids)
    }
    return ids
  }

  /** Names from the root of the space down to a folder. */
  async way(folder: NodeId): Promise<readonly string[]> {
    let names = this.#ways.get(folder)
    if (names === undefined) {
      names = await wayTo(this.#writer, await this.above(folder))
      this.#ways.set(folder, names)
    }
    return names
  }

  /** Something directly in the folder changed, by so many bytes. */
  note(folder: NodeId, bytes: number): void {
    this.#due.set(folder, (this.#due.get(folder) ?? 0) + bytes)
  }

  async settle(): Promise<void> {
    const sums = new Map<NodeId, number>()
    for (const [folder, bytes] of this.#due)
      for (const id of await this.above(folder)) sums.set(id, (sums.get(id) ?? 0) + bytes)
    const bySum = Map.groupBy(sums.keys(), (id) => sums.get(id)!)
    const etag = newEtag()
    for (const [size, ids] of bySum) await propagate(this.#writer, ids, { size, now: this.#now, etag })
    this.#due.clear()
    this.#above.clear()
    this.#ways.clear()
  }
}
