import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'

/** `dav`: whoever presents the token may write. `user`, `app`, `token`: the official clients' own locks. */
export type LockKind = 'dav' | 'user' | 'app' | 'token'

/** Times are seconds. */
export interface Lock {
  readonly token: string
  readonly space: SpaceId
  readonly node: NodeId
  readonly person: PersonId | null
  readonly kind: LockKind
  readonly scope: 'exclusive' | 'shared'
  readonly depth: '0' | 'infinity'
  /** What the client said of itself, as it said it. */
  readonly owner: string
  readonly taken: number
  /** null: until it is released. */
  readonly expires: number | null
}

export const LOCK = 'token, space, node, person, kind, scope, depth, owner, taken, expires'

/** What a writer brings along to pass locks. */
export interface Hold {
  readonly person: PersonId | null
  readonly tokens: readonly string[]
}

export const NO_HOLD: Hold = { person: null, tokens: [] }
