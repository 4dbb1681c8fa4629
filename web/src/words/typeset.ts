import type { Catalogue } from './catalogue.ts'

/** French sets marks apart by a space, which must not let them begin or end a line alone. */
export const unbroken = (sentence: string): string =>
  sentence.replace(/« /g, '«\u00a0').replace(/ (?=[»:;?!])/g, '\u00a0')

/** A French catalogue, which is written with plain spaces, as it is shown. */
export const typeset = (words: Catalogue): Catalogue =>
  new Map([...words].map(([key, sentence]) => [key, unbroken(sentence)]))
