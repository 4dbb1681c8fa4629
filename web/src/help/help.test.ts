import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const FOLDERS = {
  fr: join(import.meta.dirname, '../../../docs/aide'),
  en: join(import.meta.dirname, '../../../docs/aide/en'),
}
const LANGUAGES = ['fr', 'en'] as const
/** Bytes of one picture, and of those of one language. */
const MOST = { one: 60_000, all: 800_000 }

const pagesOf = (language: keyof typeof FOLDERS): string[] =>
  readdirSync(FOLDERS[language])
    .filter((name) => name.endsWith('.md'))
    .sort()
const textOf = (language: keyof typeof FOLDERS, page: string): string =>
  readFileSync(join(FOLDERS[language], page), 'utf8')
const picturesOf = (text: string) =>
  [...text.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].map(([, words, path]) => ({ words: words!, path: path! }))

test('every page of the help is there in both languages, with the same pictures', () => {
  expect(pagesOf('en')).toEqual(pagesOf('fr'))
  for (const page of pagesOf('fr')) {
    const [fr, en] = LANGUAGES.map((language) => picturesOf(textOf(language, page)).map(({ path }) => path))
    expect(en, page).toEqual(fr)
  }
})

test.each(LANGUAGES)(
  'its pictures are there, told in words, small, and none for nothing (%s)',
  (language) => {
    const shown = pagesOf(language).flatMap((page) => picturesOf(textOf(language, page)))
    const there = readdirSync(join(FOLDERS[language], 'images')).map((name) => `images/${name}`)
    expect([...new Set(shown.map(({ path }) => path))].sort()).toEqual(there.sort())
    for (const { words, path } of shown) expect(words.length, path).toBeGreaterThan(20)
    const sizes = there.map((path) => statSync(join(FOLDERS[language], path)).size)
    expect(Math.max(...sizes)).toBeLessThan(MOST.one)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST.all)
  },
)
