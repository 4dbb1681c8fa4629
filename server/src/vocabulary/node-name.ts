import { Refusal } from './refusal.ts'

/** The longest name in bytes of UTF-8: what common file systems still hold with room for a conflict suffix. */
export const NAME_BYTES = 250

export const FORBIDDEN_NAMES = ['.htaccess']
export const FORBIDDEN_EXTENSIONS = ['.filepart', '.part']
export const FORBIDDEN_CHARACTERS = ['\\', '/']

const plain = /^[A-Za-z0-9_ -]*[A-Za-z0-9_-](?:\.[A-Za-z0-9]+)?$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /[\u0000-\u001f]/

/**
 * Refuses a name that must not come into the world (webdav.md §5.3); existing ones stay readable.
 * @returns the name as it is stored.
 */
export function acceptName(raw: string): string {
  if (raw.length <= NAME_BYTES && plain.test(raw) && !raw.endsWith('.part') && !raw.endsWith('.filepart')) {
    const folded = raw.toLowerCase()
    if (!folded.endsWith('.part') && !folded.endsWith('.filepart')) return raw
  }
  const name = raw.normalize('NFC')
  if (name.trim() === '') throw new Refusal('bad-name', 'name-empty')
  if (name === '.' || name === '..') throw new Refusal('bad-name', 'name-dots')
  if (control.test(name)) throw new Refusal('bad-name', 'name-control')
  for (const character of FORBIDDEN_CHARACTERS)
    if (name.includes(character)) throw new Refusal('bad-name', 'name-character', { facts: { character } })
  if (!name.isWellFormed()) throw new Refusal('bad-name', 'name-control')
  if (Buffer.byteLength(name) > NAME_BYTES) throw new Refusal('bad-name', 'name-long')
  const folded = name.toLowerCase()
  if (FORBIDDEN_NAMES.includes(folded)) throw new Refusal('bad-name', 'name-reserved')
  for (const extension of FORBIDDEN_EXTENSIONS)
    if (folded.endsWith(extension)) throw new Refusal('bad-name', 'name-extension', { facts: { extension } })
  return name
}

/** What Windows cannot hold besides; a client there would keep such a file back or rename it. */
export const WINDOWS_CHARACTERS = ['<', '>', ':', '"', '|', '?', '*']
export const WINDOWS_BASENAMES = ['con', 'prn', 'aux', 'nul', ...numbered('com'), ...numbered('lpt')]
export const WINDOWS_EXTENSIONS = [' ', '.']

function numbered(name: string): string[] {
  return Array.from({ length: 9 }, (_, i) => `${name}${i + 1}`)
}

/**
 * A name with a mark before its extension, shortened so that it still fits: `essay.odt`, ` (2)` → `essay (2).odt`.
 * Characters are never cut apart.
 * @param whole the name of a folder, which has no extension.
 */
export function markedName(name: string, mark: string, whole = false): string {
  const dot = whole ? 0 : name.lastIndexOf('.')
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  const fits = (text: string): boolean => Buffer.byteLength(`${text}${mark}${extension}`) <= NAME_BYTES
  if (fits(stem)) return `${stem}${mark}${extension}`
  const characters = [...new Intl.Segmenter().segment(stem)].map(({ segment }) => segment)
  while (characters.length > 0 && !fits(characters.join(''))) characters.pop()
  return characters.length > 0
    ? `${characters.join('')}${mark}${extension}`
    : markedName(extension.slice(1), mark)
}

const hostile = /[<>:"|?*]|[ .]$|^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|$)/i

/** Whether Windows cannot hold a file of this name (naming rules of Win32). */
export const isWindowsHostile = (name: string): boolean => hostile.test(name)
