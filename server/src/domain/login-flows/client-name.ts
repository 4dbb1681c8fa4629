const LONGEST = 120
/** Controls, and the marks that turn the direction of writing: they could make one name look like another. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]+/gu

/** What a client calls itself, as one short line that shows what it holds. Empty when nothing is left. */
export function clientName(said: string): string {
  const line = said.slice(0, 1_000).toWellFormed().replace(HIDDEN, ' ').replace(/\s+/g, ' ').trim()
  const letters = [...line]
  return letters.length <= LONGEST
    ? line
    : `${letters
        .slice(0, LONGEST - 1)
        .join('')
        .trimEnd()}…`
}
