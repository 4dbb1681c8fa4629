import type { NodeId, PersonId, SpaceId } from './ids.ts'

/** What has happened, for those who are told once it is durable. Never per recipient: who cares finds out themselves. */
export type DomainEvent =
  | {
      readonly kind: 'changed'
      /** What changed and what stands above it, the lowest first; a part of the way suffices. */
      readonly chain: readonly NodeId[]
    }
  /** A folder came or went with all that is in it, and with it whatever others have mounted from inside. */
  | { readonly kind: 'uprooted'; readonly space: SpaceId }
  /** Where this person sees what of other spaces. */
  | { readonly kind: 'mounts'; readonly person: PersonId }
  /** Something was given here, given otherwise, taken back, or its time is over; whoever that may concern looks again. */
  | { readonly kind: 'grants'; readonly space: SpaceId }
  /** Something that opened this account may open it no more. */
  | { readonly kind: 'access'; readonly person: PersonId }
  | { readonly kind: 'notification'; readonly person: PersonId }
  | { readonly kind: 'activity'; readonly person: PersonId }
