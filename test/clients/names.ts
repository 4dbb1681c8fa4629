/** Names that people give their files, and that programs trip over. */
export const oddNames: readonly string[] = [
  'Été à Köln – ça va.txt',
  'Œuvre d’été.txt',
  'emoji 😀🏔️👩‍🏫.txt',
  'two  blanks and a dot.in the middle.txt',
  '100% sure.txt',
  '%41 is not A.txt',
  'hash #1.txt',
  'one + one.txt',
  'this & that.txt',
  "l'école d'Ève.txt",
  'semi;colon,comma=equals@at$dollar!.txt',
  '(round) [square] {curly}.txt',
  'tilde~caret^grave`.txt',
  'a question?.txt',
  'star*colon:quote"less<more>pipe|.txt',
  'Twin.txt',
  'twin.txt',
  'TWIN.txt',
  '日本語のファイル.txt',
  'ملف عربي.txt',
  `${'long '.repeat(40)}à la fin.txt`,
]

/** As long as a name may be: 250 bytes. */
export const longestName = `${'é'.repeat(123)}.txt`

/** As macOS spells names: letters and accents apart. */
export const decomposed = 'Élève été.txt'.normalize('NFD')

/** A path so many folders deep. */
export const deep = (levels: number): string =>
  Array.from({ length: levels }, (_, level) => `level ${level + 1}`).join('/')
