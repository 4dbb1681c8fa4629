import { unbroken } from '@nuage/contract/typeset'
import { catalogues, type Language, languages, type WordKey } from '@nuage/contract/words'
import { createInstance } from 'i18next'

export type Facts = Readonly<Record<string, string | number>>

/** Says a sentence of the catalogues in one language; what is put into it is text, escaped where it is shown. */
export type Say = (key: WordKey, facts?: Facts) => string

type Sentences = { readonly [key: string]: string | Sentences }

const typeset = (tree: Sentences): Sentences =>
  Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === 'string' ? unbroken(value) : typeset(value),
    ]),
  )

/** As sentences stand in the catalogues, and as they are set for people to read. */
const [PLAIN, TYPESET] = ['plain', 'typeset']

const resourcesOf = (language: Language) => {
  const plain = catalogues[language]
  return { [PLAIN]: plain, [TYPESET]: language === 'fr' ? typeset(plain) : plain }
}

const i18n = createInstance({
  lng: languages[0],
  fallbackLng: languages[0],
  ns: [PLAIN, TYPESET],
  defaultNS: PLAIN,
  resources: Object.fromEntries(languages.map((language) => [language, resourcesOf(language)])),
  interpolation: { escapeValue: false, skipOnVariables: true },
  initAsync: false,
})
i18n.init()

const sayings = Object.fromEntries(
  languages.map((language) => [language, i18n.getFixedT(language, TYPESET)]),
) as unknown as Record<Language, Say>

export const sayIn = (language: Language): Say => sayings[language]

const found = (ns: string, lng: Language, key: string, facts: Facts): string | undefined =>
  i18n.exists(key, { ...facts, lng, ns }) ? i18n.t(key, { ...facts, lng, ns }) : undefined

/**
 * The sentence under a key that is put together while running; undefined where the catalogues have none. With plain
 * spaces, as clients know it.
 */
export const sentence = (language: Language, key: string, facts: Facts = {}): string | undefined =>
  found(PLAIN, language, key, facts)

/** As `sentence`, for what people read in a browser. */
export const typesetSentence = (language: Language, key: string, facts: Facts = {}): string | undefined =>
  found(TYPESET, language, key, facts)

/** The sentence for a refusal, for people; undefined where the catalogues have none. */
export const sayRefusal = (language: Language, reason: string, facts: Facts): string | undefined =>
  typesetSentence(language, `refusals.${reason}`, facts)

/** The sentence for a fault, in the words that file clients show and compare. */
export const sayFault = (language: Language, reason: string, facts: Facts): string | undefined =>
  sentence(language, `dav.${reason}`, facts)
