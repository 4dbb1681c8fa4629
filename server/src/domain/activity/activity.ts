import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import type { NodeKind } from '../../vocabulary/node-kind.ts'
import type { ChangeVerb } from '../changes/record.ts'

/** What is worth telling. */
export const VERBS = [
  'create',
  'write',
  'move',
  'copy',
  'trash',
  'restore',
  'revert',
  'share',
  'comment',
] as const satisfies ChangeVerb[]
export type ActivityVerb = (typeof VERBS)[number] | 'rename'

/** Something that happened in a person's files, or in what they received. */
export interface Activity {
  /** Grows with time; below 2³¹. */
  readonly id: number
  /** Seconds since 1970. */
  readonly at: number
  readonly verb: ActivityVerb
  /** Who did it; null when it was no person. */
  readonly actor: { readonly id: PersonId; readonly name: string } | null
  readonly node: NodeId
  /** Null once nothing is left of it. */
  readonly kind: NodeKind | null
  readonly mime: string
  /** As it was called right after, as far as they saw it. */
  readonly name: string
  /** Where it lies now; undefined when it is not to be seen any more. */
  readonly path: readonly string[] | undefined
}

export interface ActivityWish {
  /** The last one that is known already; 0 for none. */
  readonly since: number
  readonly order: 'newest-first' | 'oldest-first'
  readonly limit: number
  /** Only one's own deeds, or only those of others. */
  readonly by?: 'self' | 'others'
  readonly node?: NodeId
  /** With a folder: also what happened to what lies in it. */
  readonly inside?: boolean
}
