/** What is drawn: text, or an element of these few with what is inside of it. */
export type Piece = string | Drawn

export interface Drawn {
  readonly tag: Tag
  readonly inside: readonly Piece[]
  /** Of `a`: an address that {@link safeAddress} let through. */
  readonly href?: string
  /** Of `ol`: its first number. */
  readonly start?: number
}

export type Tag =
  | ('p' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6' | 'ul' | 'ol' | 'li' | 'blockquote' | 'pre' | 'hr')
  | ('em' | 'strong' | 'code' | 'a' | 'br' | 'table' | 'thead' | 'tbody' | 'tr' | 'th' | 'td')

export const drawn = (tag: Tag, inside: readonly Piece[] = []): Drawn => ({ tag, inside })

/** The text of pieces alone. */
export const textOf = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : textOf(piece.inside))).join('')
