/** French sets marks apart by a space, which must not let them begin or end a line alone. */
export const unbroken = (sentence: string): string =>
  sentence.replace(/« /g, '«\u00a0').replace(/ (?=[»:;?!%])/g, '\u00a0')
