import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import { ALL, allows, ON_FILE, type Permissions, SHARE } from '../../vocabulary/permissions.ts'
import type { Facts, Grant, Step } from './facts.ts'

/** What people hold at one moment. */
export interface Rights {
  /** On a node that the facts tell about; 0 for nothing, also below what was deleted. */
  held(person: PersonId, node: NodeId): Permissions
  /** What the shares of this very node give, wherever it lies: by them alone it stands in somebody's own tree. */
  given(person: PersonId, node: NodeId): Permissions
  /** Seconds since when the shares of this very node give them something; never, when they give nothing. */
  since(person: PersonId, node: NodeId): number
  /** By whom the shares of this very node give them something. */
  givers(person: PersonId, node: NodeId): readonly PersonId[]
  /** Seconds within which this holds, the first included: end dates lie outside. */
  readonly from: number
  readonly until: number
}

/** What one of them gives, at most. */
const maskOf = ({ permissions, node }: Grant, above: ReadonlyMap<NodeId, Step>): Permissions =>
  above.get(node)?.kind === FILE ? permissions & ON_FILE : permissions

/**
 * What the shares come to. Nobody can pass on more than they hold themselves, nor anything without the right to
 * share; what they hold is asked anew each time, so that a chain ends where any of its links does. Rights grow from
 * the owners until nothing is added: people who only share with each other give each other nothing.
 * @param now seconds.
 */
export function weigh({ grants, above }: Facts, now: number): Rights {
  const places = new Map<PersonId, Map<NodeId, Grant[]>>()
  const worth = new Map<Grant, Permissions>()
  const passedOn: Grant[] = []
  let from = Number.NEGATIVE_INFINITY
  let until = Number.POSITIVE_INFINITY
  for (const grant of grants) {
    const { expires, to, node, sharer, owner } = grant
    if (expires !== null && expires <= now) {
      from = Math.max(from, expires)
      continue
    }
    if (expires !== null) until = Math.min(until, expires)
    const own = places.get(to) ?? new Map<NodeId, Grant[]>()
    places.set(to, own)
    const there = own.get(node)
    if (there === undefined) own.set(node, [grant])
    else there.push(grant)
    if (sharer === owner) worth.set(grant, maskOf(grant, above))
    else passedOn.push(grant)
  }
  const given = (person: PersonId, node: NodeId): Permissions => {
    let sum = 0
    for (const grant of places.get(person)?.get(node) ?? []) sum |= worth.get(grant) ?? 0
    return sum
  }
  const since = (person: PersonId, node: NodeId): number => {
    let first = Number.POSITIVE_INFINITY
    for (const grant of places.get(person)?.get(node) ?? [])
      if ((worth.get(grant) ?? 0) !== 0) first = Math.min(first, grant.since)
    return first
  }
  const givers = (person: PersonId, node: NodeId): readonly PersonId[] => {
    const giving = (places.get(person)?.get(node) ?? []).filter((grant) => (worth.get(grant) ?? 0) !== 0)
    return [...new Set(giving.map(({ sharer }) => sharer))]
  }
  const held = (person: PersonId, node: NodeId): Permissions => {
    let sum = 0
    for (let step = above.get(node); step !== undefined; step = above.get(step.parent ?? -1)) {
      if (step.trashed !== null) return 0
      sum |= step.owner === person ? ALL : given(person, step.id)
      if (step.parent === null) return sum
    }
    return 0
  }
  for (let grows = passedOn.length > 0; grows; ) {
    grows = false
    for (const grant of passedOn) {
      const sharers = held(grant.sharer, grant.node)
      const now = allows(sharers, SHARE) ? maskOf(grant, above) & sharers : 0
      if (now === (worth.get(grant) ?? 0)) continue
      worth.set(grant, now)
      grows = true
    }
  }
  return { held, given, since, givers, from, until }
}

/** What a person holds on a node that the facts tell about. @param now seconds. */
export const heldBy = (facts: Facts, person: PersonId, node: NodeId, now: number): Permissions =>
  weigh(facts, now).held(person, node)
