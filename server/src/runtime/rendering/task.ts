import type { PreviewKind } from '../../domain/previews/kind.ts'
import type { Variant } from '../../domain/previews/variant.ts'

/** What a drawing process is asked; everything it reads and writes lies in the folder of the task. */
export type Task =
  | {
      readonly kind: PreviewKind
      readonly folder: string
      /** File name in the folder. */
      readonly source: string
      readonly wanted: readonly Variant[]
    }
  | {
      readonly kind: 'page'
      readonly of: 'pdf' | 'image'
      readonly folder: string
      readonly source: string
      /** From 1. */
      readonly number: number
      readonly mark?: string | undefined
    }
  | {
      readonly kind: 'to-pdf'
      readonly folder: string
      /** Named after the kind of file. */
      readonly source: string
    }
  | {
      readonly kind: 'initials'
      readonly folder: string
      readonly letters: string
      readonly background: string
      readonly foreground: string
      readonly size: number
    }

/** A picture that was written: its name in the folder and its media type. */
export interface Drawn {
  readonly file: string
  readonly mime: string
  /** How many pages there are, where one was asked for. */
  readonly pages?: number
}

export type Answer =
  | { readonly drawn: readonly Drawn[] }
  | { readonly fault: string; readonly forGood: boolean }

/** Programs of the machine that a drawing process may call, by their paths. */
export interface Programs {
  readonly ffmpeg?: string | undefined
  readonly soffice?: string | undefined
}
