/** Bytes of UTF-8 that a name may have. */
const LONGEST = 250
const bytesOf = (text: string): number => new TextEncoder().encode(text).length

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f]/g
const WINDOWS = /[<>:"|?*]/g
const DEVICE = /^(con|prn|aux|nul|com[1-9]|lpt[1-9])(?=\.|$)/i
const UNFINISHED = /\.(part|filepart)$/i

/** Characters are never cut apart, and an ending is kept. */
function shortened(name: string): string {
  if (bytesOf(name) <= LONGEST) return name
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : ''
  const stem = [...new Intl.Segmenter().segment(name.slice(0, name.length - ending.length))]
  const letters = stem.map(({ segment }) => segment)
  while (letters.length > 1 && bytesOf(letters.join('') + ending) > LONGEST) letters.pop()
  return letters.join('') + ending
}

/**
 * A name that is as close as can be to one that was refused, and that every computer can keep.
 * @returns undefined when it would be the same.
 */
export function corrected(name: string): string | undefined {
  const plain = name
    .normalize('NFC')
    .toWellFormed()
    .replaceAll(CONTROL, '')
    .replaceAll(/[\\/]/g, '-')
    .replaceAll(WINDOWS, '-')
    .replace(UNFINISHED, '-$1')
    .replace(DEVICE, '$1_')
    .replace(/^\.htaccess$/i, 'htaccess.txt')
  const ended = shortened(plain).replace(/[ .]+$/, '')
  const fixed = ended.trim() === '' ? '_' : ended
  return fixed === name ? undefined : fixed
}
