import type { Language } from '@nuage/contract/words'
import { type Catalogue, gather } from './catalogue.ts'
import { typeset } from './typeset.ts'

/** @param files of one language: what is said of each feature, by the path of its file. */
export const readWords = (language: Language, files: Readonly<Record<string, unknown>>): Catalogue =>
  language === 'fr' ? typeset(gather(files)) : gather(files)
