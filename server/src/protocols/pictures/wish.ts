import type { Wish } from '../../domain/previews/variant.ts'

/** What a client asks for in the query of a preview's address. */
export interface Asked {
  readonly wish: Wish
  readonly fileId: number | undefined
  /** Names from the root of the files. */
  readonly path: readonly string[] | undefined
  /** The name of a version. */
  readonly version: number | undefined
  /** Which page, from 1; undefined for a picture of the whole. */
  readonly page: number | undefined
  /** Where there is no preview, a glyph for the kind of file will do. */
  readonly takesGlyph: boolean
}

/** A query that cannot be meant. */
export class BadWish extends Error {}

const DEFAULT_SIZE = 32
const LARGEST_ASKED = 100_000

function wholeNumber(text: string, least: number, most: number): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= least && number <= most)) throw new BadWish()
  return number
}

const pixels = (text: string | null): number =>
  text === null ? DEFAULT_SIZE : wholeNumber(text, 1, LARGEST_ASKED)

const isOn = (text: string | null): boolean => text === '1' || text === 'true'

/** @throws BadWish. */
export function namesOf(path: string): string[] {
  const names = path
    .normalize('NFC')
    .split('/')
    .filter((name) => name !== '')
  if (names.some((name) => name === '.' || name === '..' || name.includes('\0'))) throw new BadWish()
  return names
}

/** @throws BadWish. */
export function readWish(target: string): Asked {
  const query = new URLSearchParams(target.split('?').slice(1).join('?'))
  const [fileId, file, version, page] = ['fileId', 'file', 'version', 'page'].map(
    (name) => query.get(name) ?? undefined,
  )
  return {
    wish: {
      width: pixels(query.get('x')),
      height: pixels(query.get('y')),
      keepsRatio: isOn(query.get('a')),
      covers: query.get('mode') === 'cover',
    },
    fileId: fileId === undefined ? undefined : wholeNumber(fileId, 0, Number.MAX_SAFE_INTEGER),
    path: file === undefined ? undefined : namesOf(file),
    page: page === undefined ? undefined : wholeNumber(page, 1, LARGEST_ASKED),
    takesGlyph: isOn(query.get('mimeFallback')),
    version: version === undefined ? undefined : wholeNumber(version, 0, Number.MAX_SAFE_INTEGER),
  }
}
