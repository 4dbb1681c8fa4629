import type { Typeface } from './typeface.ts'

/**
 * Breaks a text into lines no wider than `width` points: between words and after hyphens, and inside a word that
 * alone is wider.
 */
export function breakLines(
  face: Typeface,
  text: string,
  width: number,
  look: { readonly size: number; readonly spacing?: number },
): string[] {
  const fits = (line: string): boolean => face.widthOf(line.trimEnd(), look.size, look.spacing) <= width
  const lines: string[] = []
  let line = ''
  const end = (): void => {
    if (line !== '') lines.push(line.trimEnd())
    line = ''
  }
  for (const piece of text.split(/(?<= )|(?<=-)/)) {
    if (!fits(line + piece)) end()
    if (fits(piece)) {
      line += piece
      continue
    }
    for (const character of piece) {
      if (!fits(line + character)) end()
      line += character
    }
  }
  end()
  return lines
}

export interface Fitted {
  readonly size: number
  readonly lines: readonly string[]
}

/** Sizes in points, and lines at most. */
export interface Bounds {
  readonly largest: number
  readonly smallest: number
  readonly most: number
}

/**
 * The largest size at which a text keeps within the first bounds that it can keep; at the smallest of the last ones,
 * what is over is left out.
 * @param spacing after each letter, as a share of the size.
 */
export function fit(
  face: Typeface,
  text: string,
  width: number,
  bounds: readonly Bounds[],
  spacing = 0,
): Fitted {
  for (const { largest, smallest, most } of bounds)
    for (let size = largest; size >= smallest; size--) {
      const lines = breakLines(face, text, width, { size, spacing: spacing * size })
      if (lines.length <= most)
        return { size, lines: balanced(face, text, width, { size, spacing: spacing * size }, lines) }
    }
  const { smallest: size, most } = bounds.at(-1)!
  const lines = breakLines(face, text, width, { size, spacing: spacing * size }).slice(0, most)
  return { size, lines: [...lines.slice(0, -1), `${lines.at(-1)!.slice(0, -1)}…`] }
}

/** The same number of lines, of about the same length: no word stands alone on the last. */
function balanced(
  face: Typeface,
  text: string,
  width: number,
  look: { readonly size: number; readonly spacing?: number },
  lines: readonly string[],
): readonly string[] {
  let best = lines
  for (let narrower = width * 0.97; lines.length > 1 && narrower > width / 2; narrower *= 0.97) {
    const tried = breakLines(face, text, narrower, look)
    if (tried.length > lines.length) break
    best = tried
  }
  return best
}
