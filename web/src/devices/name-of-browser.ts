/** In this order: each calls itself by the names of those that came before it, too. */
const BROWSERS = [
  [/Firefox\//, 'Firefox'],
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Chrom(?:e|ium)/, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const

const SYSTEMS = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Macintosh|Mac OS/, 'macOS'],
  [/Linux|X11/, 'Linux'],
] as const

const nameIn = (list: readonly (readonly [RegExp, string])[], client: string): string | undefined =>
  list.find(([pattern]) => pattern.test(client))?.[1]

/** @param client what the browser said of itself. @returns such as `Firefox · Windows`; undefined when it is unknown. */
export function nameOfBrowser(client: string): string | undefined {
  const names = [nameIn(BROWSERS, client), nameIn(SYSTEMS, client)].filter((name) => name !== undefined)
  return names.length === 0 ? undefined : names.join(' · ')
}
