import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Language, languages, type WebWordKey } from '@nuage/contract/words'
import { createInstance } from 'i18next'
import { afterEach, describe, expect, expectTypeOf, test } from 'vitest'
import { type Catalogue, gather, type Tree } from './catalogue.ts'
import { say, sentence, speak } from './say.ts'

const folder = (language: Language): string =>
  join(import.meta.dirname, '../../../contract/src/words/web', language)

function read(language: Language): Record<string, Tree> {
  const names = readdirSync(folder(language))
  return Object.fromEntries(
    names.map((name) => [name, JSON.parse(readFileSync(join(folder(language), name), 'utf8')) as Tree]),
  )
}

const files = { fr: read('fr'), en: read('en') }
const words: Record<Language, Catalogue> = { fr: gather(files.fr), en: gather(files.en) }
const plural = /_(?:zero|one|two|few|many|other)$/
const stems = (catalogue: Catalogue): string[] =>
  [...new Set([...catalogue.keys()].map((key) => key.replace(plural, '')))].sort()
const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{\s*([\w-]+)/g)].map((match) => match[1]!))].sort()

afterEach(() => speak('fr', new Map()))

describe.each(languages)('%s', (language) => {
  test('says everything that French says, and nothing more', () => {
    expect(stems(words[language])).toEqual(stems(words.fr))
  })

  test('leaves no sentence empty, and fills the same places as French', () => {
    for (const [key, text] of words[language]) {
      expect(text.trim(), key).not.toBe('')
      // A form for one may name it where the others count.
      const facts = new Set([...placeholders(text), 'count'])
      expect([...facts].sort(), key).toEqual(
        [...new Set([...placeholders(words.fr.get(key)!), 'count'])].sort(),
      )
    }
  })

  test('has every plural form that its grammar asks for', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions()
    for (const key of words[language].keys()) {
      if (!plural.test(key)) continue
      const stem = key.replace(plural, '')
      expect(
        pluralCategories.filter((category) => !words[language].has(`${stem}_${category}`)),
        stem,
      ).toEqual([])
    }
  })

  test('is said as i18next says it, whose syntax it is written in', () => {
    const resources = Object.fromEntries(
      Object.entries(files[language]).map(([name, tree]) => [name.replace(/\.json$/, ''), tree]),
    )
    const i18n = createInstance({
      ...{ lng: language, resources: { [language]: { translation: resources } }, initAsync: false },
      interpolation: { escapeValue: false, skipOnVariables: true },
    })
    i18n.init()
    speak(language, words[language])
    for (const key of stems(words[language]))
      for (const count of [0, 1, 2, 5, 21, 1_000_000]) {
        const texts = [...words[language]].filter(([known]) => known.replace(plural, '') === key)
        const facts = Object.fromEntries(
          texts.flatMap(([, text]) => placeholders(text)).map((name) => [name, 'x']),
        )
        const given = { ...facts, count }
        expect(sentence(key, given), key).toBe(i18n.t(key, given))
      }
  })
})

test('a key is known to the compiler, without its plural form', () => {
  expectTypeOf<'frame.files'>().toExtend<WebWordKey>()
  expectTypeOf<'frame.nowhere'>().not.toExtend<WebWordKey>()
})

test('what has a format is said in the figures of the language, and what is unknown as its key', () => {
  speak(
    'fr',
    new Map([
      ['a', '{{count, number}} fichiers'],
      ['b_one', 'un'],
      ['b_other', '{{ count }}'],
    ]),
  )
  expect(say('a' as WebWordKey, { count: 12_000 })).toBe('12\u202f000 fichiers')
  expect(say('b' as WebWordKey, { count: 1 })).toBe('un')
  expect(say('b' as WebWordKey, { count: 3 })).toBe('3')
  expect(say('nowhere' as WebWordKey)).toBe('nowhere')
  expect(sentence('nowhere')).toBeUndefined()
})
