/** Below 2^53, from one instance-wide sequence, never reused (see docs/adr). */
export type NodeId = number
export type SpaceId = number
export type ContentId = number
/** What the account is forever: it stands in addresses and rows; what a person types to sign in may change. */
export type PersonId = string
