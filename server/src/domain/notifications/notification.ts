import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import type { SecurityChange } from '../accounts/second-factor/security-change.ts'

/** What can be told; each protocol has words for every kind. */
export interface Told {
  /** From an administrator, in their own words. */
  announcement: { readonly subject: string; readonly message: string }
  /** Somebody said something about what is theirs. */
  comment: {
    readonly author: PersonId
    readonly name: string
    readonly message: string
    readonly node: NodeId
    /** As it was called then. */
    readonly file: string
  }
  /** Something was handed in to a box of theirs, and more within the quarter of an hour. */
  'deposit-received': {
    readonly share: number
    /** The folder of the box, as it was called then. */
    readonly node: NodeId
    readonly file: string
    /** Deposits. */
    readonly count: number
  }
  /** What a stranger brought is malware. */
  'malware-found': {
    readonly node: NodeId
    readonly file: string
    /** As the scanner calls it. */
    readonly threat: string
    /** Whether it lies in their own space; administrators are told of all. */
    readonly own: boolean
  }
  /** A letter of theirs was sent back. */
  'mail-failed': {
    readonly to: string
    /** What it was about. */
    readonly item: string
  }
  /** What protects their account changed. */
  'security-changed': {
    readonly change: SecurityChange
    /** The address it was done from; empty when it is not known. */
    readonly place: string
  }
  /** Somebody gave them something. */
  'share-received': {
    readonly author: PersonId
    readonly name: string
    readonly node: NodeId
    readonly file: string
    readonly share: number
    /** Whether it waits for their yes. */
    readonly pending: boolean
  }
  /** What they shared ends within so many days. */
  'share-ends-soon': {
    readonly node: NodeId
    readonly file: string
    readonly share: number
    readonly days: number
  }
  /** All that somebody had is theirs now, in a folder of their own. */
  'space-handed-over': {
    readonly author: PersonId
    readonly name: string
    readonly node: NodeId
    readonly file: string
  }
  /** Somebody needs a link of theirs that has ended. */
  'link-reopen-asked': {
    readonly node: NodeId
    readonly file: string
    readonly share: number
  }
  /** For administrators: somebody finds fault with what a link shows. */
  'link-reported': {
    readonly share: number
    readonly sharer: PersonId
    readonly file: string
    readonly text: string
    /** How to reach whoever reports; empty when they do not say. */
    readonly from: string
  }
}
export type NotificationKind = keyof Told

export type Notification = {
  [Kind in NotificationKind]: {
    /** Below 2³¹. */
    readonly id: number
    readonly person: PersonId
    readonly kind: Kind
    readonly facts: Told[Kind]
    readonly object: { readonly type: string; readonly id: string }
    /** Seconds since 1970. */
    readonly created: number
  }
}[NotificationKind]

export interface NotificationRow {
  id: number
  person: string
  kind: NotificationKind
  facts: string
  object_type: string
  object_id: string
  created: number
}

export const COLUMNS = 'id, person, kind, facts, object_type, object_id, created'

export const notificationOf = ({ facts, object_type, object_id, ...row }: NotificationRow): Notification => ({
  ...row,
  facts: JSON.parse(facts),
  object: { type: object_type, id: object_id },
})
