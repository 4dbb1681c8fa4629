/** The form in which names that people type are compared: `Élise` and `élise` are the same person. */
export const fold = (text: string): string => text.normalize('NFC').toLowerCase()

/** Letters that a person without them on the keyboard types otherwise, and that Unicode takes for whole. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', '’': "'" },
}
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g')
const PLAIN = /^[\x20-\x7e]*$/

/** The form in which names are searched: without accents and case, `Élève’s œuvre` is `eleve's oeuvre`. */
export const foldLoosely = (text: string): string =>
  PLAIN.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .toLowerCase()
        // A capital may fall apart only once it is small: İ.
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .replace(LETTER, (letter) => LETTERS[letter]!)
