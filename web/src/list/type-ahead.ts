import { folded } from './filter.ts'

/** Letters typed within so many milliseconds belong together. */
export const PAUSE = 800

export interface Typed {
  readonly letters: string
  readonly at: number
}

/** One letter, not a key’s name and no act. */
export const isLetter = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  [...key].length === 1 && !ctrlKey && !metaKey && !altKey

export const typedNext = (before: Typed, key: string, now: number): Typed => ({
  letters: now - before.at > PAUSE ? key : before.letters + key,
  at: now,
})

/**
 * The next row whose name begins so, round and round. The same letter again and again walks through all that
 * begin with it.
 */
export function findTyped(
  rows: readonly { readonly name: string }[],
  from: number,
  letters: string,
): number | undefined {
  const wanted = folded(letters)
  const [first = ''] = wanted
  const isRepeated = wanted.length > 1 && [...wanted].every((letter) => letter === first)
  const start = wanted.length === 1 || isRepeated ? from + 1 : Math.max(0, from)
  const prefixes = isRepeated ? [wanted, first] : [wanted]
  for (const prefix of prefixes) {
    for (let step = 0; step < rows.length; step++) {
      const place = (start + step) % rows.length
      if (folded(rows[place]!.name).startsWith(prefix)) return place
    }
  }
  return undefined
}
