import { Refusal } from '../../vocabulary/refusal.ts'
import { mimeOf } from '../files/mime.ts'
import { beginsLike } from './first-bytes.ts'

/** Families of files that a box can be limited to; `.ods` is an ending. */
const FAMILIES: Readonly<Record<string, RegExp>> = {
  image: /^image\/(?!svg)/,
  pdf: /^application\/pdf$/,
  document: /opendocument\.text|wordprocessing|msword|application\/rtf|^text\/plain$/,
  sheet: /spreadsheet|ms-excel|^text\/(?:csv|tab-separated-values)$/,
  slides: /presentation|ms-powerpoint/,
  audio: /^audio\//,
  video: /^video\//,
  archive: /zip|compressed|x-tar|x-7z|x-rar|vnd\.rar/,
}
export const TYPE_FAMILIES: readonly string[] = Object.keys(FAMILIES)

const MOST = 30

const endingOf = (name: string): string => /\.([^.]{1,20})$/.exec(name)?.[1]?.toLowerCase() ?? ''

/**
 * Families and endings apart by blanks, such as `pdf image .py`; empty for anything.
 * @throws Refusal `bad-request`.
 */
export function acceptTypes(text: string): string {
  const words = text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
  const unknown = words.find((word) => !Object.hasOwn(FAMILIES, word) && !/^\.[a-z0-9]{1,20}$/.test(word))
  if (unknown !== undefined) throw new Refusal('bad-request', 'type-unknown', { facts: { type: unknown } })
  if (words.length > MOST) throw new Refusal('bad-request', 'type-unknown', { facts: { type: words[MOST]! } })
  return [...new Set(words)].join(' ')
}

/** Whether a file of this name may be handed in. @throws Refusal `not-permitted`. */
export function requireName(types: string, name: string): void {
  if (types === '') return
  const ending = `.${endingOf(name)}`
  const mime = ending === '.' ? '' : mimeOf(ending)
  if (!types.split(' ').some((type) => type === ending || FAMILIES[type]?.test(mime)))
    throw new Refusal('not-permitted', 'type-refused', { facts: { name } })
}

/** Whether a limited box may take a file that begins so: a program is no picture because it is called one. */
export function requireBeginning(types: string, name: string, bytes: Buffer): void {
  if (types !== '' && !beginsLike(endingOf(name), bytes))
    throw new Refusal('not-permitted', 'type-differs', { facts: { name } })
}
