import type { Language, WebWordKey } from '@nuage/contract/words'
import type { Catalogue } from './catalogue.ts'

/** What is put into a sentence; `count` also chooses its form. */
export type Facts = Readonly<Record<string, string | number>>

let words: Catalogue = new Map()
let spoken: Language = 'fr'
let plurals = new Intl.PluralRules('fr')

/** Before anything is said: once, since another language loads the page anew. */
export function speak(language: Language, catalogue: Catalogue): void {
  words = catalogue
  spoken = language
  plurals = new Intl.PluralRules(language)
}

export const language = (): Language => spoken

function find(key: string, { count }: Facts): string | undefined {
  const form = typeof count === 'number' ? words.get(`${key}_${plurals.select(count)}`) : undefined
  return form ?? words.get(key)
}

function filled(fact: string | number | undefined, format: string | undefined): string {
  if (fact === undefined) return ''
  return format === 'number' ? Number(fact).toLocaleString(spoken) : String(fact)
}

/**
 * A sentence of the catalogue, in the syntax of i18next: `{{name}}`, `{{count, number}}`, and `_one`, `_many`,
 * `_other` for the forms of a key that is asked for with a `count`.
 */
export function say(key: WebWordKey, facts: Facts = {}): string {
  const sentence = find(key, facts)
  if (sentence === undefined) return key
  return sentence.replace(/\{\{\s*([\w-]+)\s*(?:,\s*(\w+)\s*)?\}\}/g, (_, name: string, format?: string) =>
    filled(facts[name], format),
  )
}

/** As `say`, for a key put together while running; undefined where the catalogue has none. */
export const sentence = (key: string, facts: Facts = {}): string | undefined =>
  find(key, facts) === undefined ? undefined : say(key as WebWordKey, facts)
