import { catalogues, type Language, languages, type WordKey } from '@nuage/contract/words'
import { createInstance } from 'i18next'

export type Facts = Readonly<Record<string, string | number>>

/** Says a sentence of the catalogues in one language; what is put into it is text, escaped where it is shown. */
export type Say = (key: WordKey, facts?: Facts) => string

const i18n = createInstance({
  lng: languages[0],
  fallbackLng: languages[0],
  resources: Object.fromEntries(
    languages.map((language) => [language, { translation: catalogues[language] }]),
  ),
  interpolation: { escapeValue: false, skipOnVariables: true },
  initAsync: false,
})
i18n.init()

const sayings = Object.fromEntries(
  languages.map((language) => [language, i18n.getFixedT(language)]),
) as unknown as Record<Language, Say>

export const sayIn = (language: Language): Say => sayings[language]

/** The sentence under a key that is put together while running; undefined where the catalogues have none. */
export const sentence = (language: Language, key: string, facts: Facts = {}): string | undefined =>
  i18n.exists(key, { ...facts, lng: language }) ? sayings[language](key as WordKey, facts) : undefined

/** The sentence for a refusal, or undefined where the catalogues have none. */
export const sayRefusal = (language: Language, reason: string, facts: Facts): string | undefined =>
  sentence(language, `refusals.${reason}`, facts)

/** As `sayRefusal`, in the words that file clients show and compare. */
export const sayFault = (language: Language, reason: string, facts: Facts): string | undefined =>
  sentence(language, `dav.${reason}`, facts)
