import { expect, expectTypeOf, test } from 'vitest'
import { catalogues, languages, type WordKey } from './words.ts'

type Sentences = Map<string, string>
type Catalogue = (typeof catalogues)['fr']

function sentences(tree: Catalogue, prefix = ''): Sentences {
  const found: Sentences = new Map()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(prefix + key, value)
    else for (const [path, sentence] of sentences(value, `${prefix}${key}.`)) found.set(path, sentence)
  }
  return found
}

const plural = /_(zero|one|two|few|many|other)$/
const stems = (found: Sentences) =>
  [...new Set([...found.keys()].map((key) => key.replace(plural, '')))].sort()
const placeholders = (sentence: string) =>
  [...new Set([...sentence.matchAll(/\{\{\s*([\w-]+)[^}]*\}\}/g)].map((match) => match[1]))].sort()

const french = sentences(catalogues.fr)

test('the French catalogue has sentences', () => {
  expect(french.size).toBeGreaterThan(5)
})

test.each(languages)('%s says everything French says, and nothing more', (language) => {
  expect(stems(sentences(catalogues[language]))).toEqual(stems(french))
})

test.each(languages)('%s leaves no sentence empty', (language) => {
  const empty = [...sentences(catalogues[language])].filter(([, sentence]) => sentence.trim() === '')
  expect(empty).toEqual([])
})

test.each(languages)('%s fills the same placeholders as French', (language) => {
  const byStem = new Map([...french].map(([key, sentence]) => [key.replace(plural, ''), sentence]))
  const wrong = [...sentences(catalogues[language])].filter(
    ([key, sentence]) =>
      String(placeholders(sentence)) !== String(placeholders(byStem.get(key.replace(plural, '')) ?? '')),
  )
  expect(wrong).toEqual([])
})

test.each(languages)('%s has every plural form its grammar asks for', (language) => {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions()
  const keys = sentences(catalogues[language])
  for (const key of keys.keys()) {
    if (!plural.test(key)) continue
    const stem = key.replace(plural, '')
    expect(
      pluralCategories.filter((category) => !keys.has(`${stem}_${category}`)),
      stem,
    ).toEqual([])
  }
})

test('a key is known to the compiler, without its plural form', () => {
  expectTypeOf<'places.my-files'>().toExtend<WordKey>()
  expectTypeOf<'counts.files'>().toExtend<WordKey>()
  expectTypeOf<'places.nowhere'>().not.toExtend<WordKey>()
})
