import { unbroken } from '@nuage/contract/typeset'
import type { Catalogue } from './catalogue.ts'

/** A French catalogue, which is written with plain spaces, as it is shown. */
export const typeset = (words: Catalogue): Catalogue =>
  new Map([...words].map(([key, sentence]) => [key, unbroken(sentence)]))
