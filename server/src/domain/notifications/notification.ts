import type { NodeId, PersonId } from '../../vocabulary/ids.ts'

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
