import { foldLoosely } from '../../vocabulary/fold.ts'

const MANY = 0
const ONE = 1

/** What a `like` asks for: characters, `_` for any one, `%` for any number. */
export interface Pattern {
  /** Folded characters, one by one, and what stands for others. */
  readonly parts: readonly (string | typeof MANY | typeof ONE)[]
  /** The longest piece without a wildcard; whatever fits has it in it. */
  readonly piece: string
  /** What comes before the first wildcard. */
  readonly start: string
}

/** Names are no longer than 255 characters, and fold to twice that at most. */
const LONGEST = 1_000

/** @param text with `%`, `_`, and `\` before what is meant as it stands. What is too long fits nothing. */
export function parsePattern(text: string): Pattern {
  const parts: (string | typeof MANY | typeof ONE)[] = []
  let literal = ''
  const pieces: string[] = []
  const close = (): void => {
    const folded = foldLoosely(literal)
    parts.push(...folded)
    pieces.push(folded)
    literal = ''
  }
  for (let at = 0; at < text.length && parts.length + literal.length <= LONGEST; at++) {
    const sign = text[at]!
    const next = text[at + 1]
    if (sign === '\\' && (next === '%' || next === '_' || next === '\\')) {
      literal += next
      at++
    } else if (sign === '%' || sign === '_') {
      close()
      if (sign === '_') parts.push(ONE)
      else if (parts.at(-1) !== MANY) parts.push(MANY)
    } else literal += sign
  }
  close()
  return {
    parts,
    piece: pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), ''),
    start: pieces[0]!,
  }
}

/** Whether a folded text is what the pattern asks for; never more work than the two lengths multiplied. */
export function fits({ parts, piece }: Pattern, folded: string): boolean {
  if (!folded.includes(piece)) return false
  const signs = [...folded]
  let at = 0
  let part = 0
  let resumeAt = -1
  let resumePart = -1
  while (at < signs.length) {
    const wanted = parts[part]
    if (wanted === MANY) {
      resumePart = ++part
      resumeAt = at
    } else if (part < parts.length && (wanted === ONE || wanted === signs[at])) {
      part++
      at++
    } else if (resumePart >= 0) {
      part = resumePart
      at = ++resumeAt
    } else return false
  }
  while (parts[part] === MANY) part++
  return part === parts.length
}

/** The same as a pattern of the database that everything fitting fits, and perhaps more. */
export const around = (piece: string): string => `%${escaped(piece)}%`
export const beginning = (start: string): string => `${escaped(start)}%`

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&').replaceAll('\0', '')
