import en from './words/en.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import type { WebWords } from './words/web.ts'

/** The French catalogue is the model: a sentence is written there first, then in every other language. */
export type Words = typeof fr

/** The first language is the one shown when nothing says otherwise. */
export const languages = ['fr', 'en'] as const

export type Language = (typeof languages)[number]

type Catalogue = { readonly [key: string]: string | Catalogue }

/** `files_one`, `files_many` and `files_other` are one sentence, asked for as `files`. */
type WithoutPlural<Key extends string> = Key extends `${infer Stem}_${Intl.LDMLPluralRule}` ? Stem : Key

type Keys<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? WithoutPlural<Key> : `${Key}.${Keys<Tree[Key]>}`
}[keyof Tree & string]

/** Where a sentence is found, such as `places.my-files`. */
export type WordKey = Keys<Words>

/** Where a sentence of the app is found, such as `acts.rename.label`: its feature comes first. */
export type WebWordKey = Keys<WebWords>

export const catalogues: Readonly<Record<Language, Catalogue>> = { fr, en }
