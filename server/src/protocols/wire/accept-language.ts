import { type Language, languages } from '@nuage/contract/words'

/** The best of the catalogues' languages for `Accept-Language` (RFC 9110 §12.5.4). */
export function preferredLanguage(header: string | undefined, fallback: Language): Language {
  if (header === undefined) return fallback
  let best: Language = fallback
  let weight = 0
  for (const item of header.slice(0, 1024).split(',')) {
    const match = /^\s*([A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q\s*=\s*([\d.]+)\s*)?$/.exec(item)
    if (!match) continue
    const tag = match[1]?.toLowerCase()
    const quality = match[2] === undefined ? 1 : Number(match[2])
    const language = tag === '*' ? fallback : languages.find((known) => known === tag)
    if (language !== undefined && quality > weight) {
      best = language
      weight = quality
    }
  }
  return best
}
