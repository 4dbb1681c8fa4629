import type { Choice, Failure, Row, Standing, Way, Whereto } from './row.ts'

export interface NewRow extends Whereto {
  readonly size: number
  readonly modified: number
  readonly way: Way
  /** For one of another visit. */
  readonly known?: Pick<Row, 'stage' | 'own' | 'choice' | 'there' | 'upload' | 'doubtful'>
}

/** What would become of a file, said by the server before it is sent. */
export type Verdict =
  | { readonly kind: 'fine' }
  | { readonly kind: 'there'; readonly there: Standing }
  | { readonly kind: 'misnamed'; readonly failure: Failure; readonly correction: Whereto }
  | { readonly kind: 'refused'; readonly failure: Failure }

/** All that can happen to the queue. Ids are those of rows, unless said. */
export type Event =
  | {
      readonly kind: 'added'
      readonly deposit: number
      readonly folder: number
      readonly folderName: string
      readonly folders: readonly (readonly string[])[]
      readonly rows: readonly NewRow[]
    }
  | { readonly kind: 'judged'; readonly verdicts: ReadonlyMap<number, Verdict> }
  /** `missing`: bytes. */
  | { readonly kind: 'checked'; readonly deposit: number; readonly missing: number }
  /** Only what fits goes on; `ids` are those that do not. */
  | { readonly kind: 'fitted'; readonly deposit: number; readonly beyond: readonly number[] }
  | { readonly kind: 'answered'; readonly ids: readonly number[]; readonly choice: Choice }
  | { readonly kind: 'renamed'; readonly ids: readonly number[] }
  | { readonly kind: 'began'; readonly ids: readonly number[] }
  | { readonly kind: 'opened'; readonly id: number; readonly upload: string }
  /** `part` of all their bytes together, from 0 to 1. */
  | { readonly kind: 'moved'; readonly ids: readonly number[]; readonly part: number }
  | { readonly kind: 'finishing'; readonly ids: readonly number[] }
  | { readonly kind: 'arrived'; readonly ids: readonly number[] }
  | { readonly kind: 'failed'; readonly ids: readonly number[]; readonly failure: Failure }
  /** The server has to be asked about them again; `doubtful` when they may have arrived. */
  | { readonly kind: 'returned'; readonly ids: readonly number[]; readonly doubtful: boolean }
  | { readonly kind: 'line'; readonly up: boolean }
  | { readonly kind: 'session'; readonly alive: boolean }
  | { readonly kind: 'paused' }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'held'; readonly ids: readonly number[] }
  | { readonly kind: 'released'; readonly ids: readonly number[] }
  | { readonly kind: 'retried'; readonly ids: readonly number[] }
  | { readonly kind: 'cancelled'; readonly ids: readonly number[] }
  /** The bytes of what was known from another visit are there again. */
  | { readonly kind: 'found'; readonly ids: readonly number[] }
  /** Forgets what is settled, when all is. */
  | { readonly kind: 'cleared' }
