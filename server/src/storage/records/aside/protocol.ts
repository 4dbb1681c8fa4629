import type { Value } from '../records.ts'

export interface Ask {
  readonly id: number
  readonly sql: string
  readonly values: readonly Value[]
}

/** One answer for each ask, in the order in which they came. */
export type Answer =
  | { readonly id: number; readonly rows: unknown[] }
  | { readonly id: number; readonly failed: { readonly message: string; readonly code: string } }
