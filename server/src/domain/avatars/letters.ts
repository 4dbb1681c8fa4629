/** What the font that comes along can show; of other scripts the id is taken. */
const SHOWN = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}]$/u

const first = (word: string | undefined): string | undefined =>
  [...(word ?? '').normalize('NFC')].find((sign) => SHOWN.test(sign))

/** One letter or two, in capitals: of the first and the last word of a name. */
export function lettersOf(name: string, id: string): string {
  const words = name.split(/\s+/).filter((word) => first(word) !== undefined)
  const letters = [first(words[0]), words.length > 1 ? first(words.at(-1)) : undefined]
  const shown = letters.filter((letter) => letter !== undefined).join('')
  // Some capitals are two letters, such as that of “ß”.
  return (
    ([...shown].map((letter) => [...letter.toUpperCase()][0]).join('') || first(id)?.toUpperCase()) ?? '?'
  )
}
