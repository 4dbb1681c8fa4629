import type { NodeId, PersonId } from './ids.ts'
import type { Permissions } from './permissions.ts'

/** Somebody with an account. */
export interface Member {
  readonly kind: 'member'
  readonly person: PersonId
  readonly admin: boolean
  /** The second factor was passed in the session that asks. */
  readonly factor?: true
  /** The address the request came from, for the audit. */
  readonly place?: string
}

/** Whoever holds a public link: may do less, and sees only what lies at or below `root`. */
export interface LinkVisitor {
  readonly kind: 'link-visitor'
  readonly share: number
  readonly root: NodeId
  /** As they were when the visitor came in; they may have become fewer since. */
  readonly permissions: Permissions
  /** The address the request came from. */
  readonly place?: string
}

/** Whoever may only hand in: sees nothing, not even what they handed in a moment ago. */
export interface DropVisitor {
  readonly kind: 'drop-visitor'
  readonly share: number
  readonly root: NodeId
  /** The address the request came from. */
  readonly place?: string
}

/** Nuage itself: jobs and the command line. */
export interface System {
  readonly kind: 'system'
}

/** Whoever sends bytes: somebody behind a request. */
export type Sender = Member | LinkVisitor | DropVisitor

/** Who is asking: the only way permission enters the domain. */
export type Actor = Sender | System

export const SYSTEM: System = { kind: 'system' }
