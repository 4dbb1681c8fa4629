import type { Piece } from './pieces.ts'

export type Answer =
  | { readonly number: number; readonly pieces: readonly Piece[] }
  | { readonly number: number; readonly pieces: undefined }
export interface Question {
  readonly number: number
  readonly markdown: string
}
