import type { DomainEvent } from '../../vocabulary/domain-event.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import type { Publication } from './publication.ts'

/** So many nodes go in one message; more leave at once. */
const FULL = 1_000

/** What happens in a moment, put together: a folder written to a hundred times stands in it once. */
export class Gathering implements Publication {
  readonly above = new Map<NodeId, NodeId | null>()
  readonly uprooted = new Set<SpaceId>()
  readonly mounts = new Set<PersonId>()
  readonly grants = new Set<SpaceId>()
  readonly access = new Set<PersonId>()
  readonly notification = new Set<PersonId>()
  readonly activity = new Set<PersonId>()

  add(event: DomainEvent): void {
    if (event.kind === 'changed') this.#climb(event.chain)
    else if (event.kind === 'uprooted' || event.kind === 'grants') this[event.kind].add(event.space)
    else this[event.kind].add(event.person)
  }

  #climb(chain: readonly NodeId[]): void {
    for (const [step, id] of chain.entries()) {
      const up = chain[step + 1]
      if (up !== undefined) this.above.set(id, up)
      else if (!this.above.has(id)) this.above.set(id, null)
    }
  }

  isFull(): boolean {
    return this.above.size >= FULL
  }
}
