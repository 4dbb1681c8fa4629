import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import type { Permissions } from '../../vocabulary/permissions.ts'
import type { Node } from './node.ts'

/** Where somebody sees what lies in another space, or a part of one; what they may do there is asked of the shares. */
export interface Mount {
  readonly id: number
  readonly person: PersonId
  readonly parent: NodeId
  readonly name: string
  readonly node: NodeId
  readonly space: number
}

/** A node as an actor sees it. */
export interface Place {
  readonly node: Node
  /** Names from the actor's root; empty for the root itself. */
  readonly path: readonly string[]
  /** Ids on the way from the root of a space: the actor’s, or the one a link shows a part of; the node itself last. */
  readonly trail: readonly NodeId[]
  readonly permissions: Permissions
  /** What the actor may do with each of the trail. */
  readonly along: readonly Permissions[]
  /** The innermost mount on the way, if any. */
  readonly mount: Mount | null
  readonly isMountRoot: boolean
}

/** Where something is to come into the world, or be replaced. */
export interface Target {
  readonly parent: Place
  /** The name as it was asked for, not yet accepted. */
  readonly name: string
  readonly existing: Place | undefined
  /** A mount of the actor's own that has the name, and shows nothing now. */
  readonly shadow?: Mount
}

export const shownPath = (path: readonly string[]): string => `/${path.join('/')}`

/** The space that a write to this target changes. */
export const spaceOf = (target: Target): number => (target.existing ?? target.parent).node.space
