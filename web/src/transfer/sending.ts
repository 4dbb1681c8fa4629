import type { Event } from './event.ts'
import type { Row } from './row.ts'

/** What sends files has to know. */
export interface Sending {
  readonly rows: readonly Row[]
  readonly fileOf: (row: Row) => File
  /** Names of the folders to the one that was chosen, from one’s root. */
  readonly base: readonly string[]
  /** All of them in one, where they were read already. */
  readonly ahead?: Promise<ArrayBuffer> | undefined
  readonly tell: (event: Event) => void
  readonly signal: AbortSignal
}
