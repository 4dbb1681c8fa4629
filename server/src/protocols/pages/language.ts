import { type Language, languages } from '@nuage/contract/words'
import { preferredLanguage } from '../wire/accept-language.ts'

const known = (tag: string | undefined): Language | undefined =>
  languages.find((language) => language === tag?.slice(0, 2).toLowerCase())

/**
 * What was just chosen, what was chosen before, what the account says, what the browser says, French.
 * @returns `keep` when the choice is new and worth a cookie.
 */
export function chooseLanguage(by: {
  asked: string | undefined
  kept: string | undefined
  preferred: string | undefined
  accepted: string | undefined
}): { language: Language; keep: boolean } {
  const asked = known(by.asked)
  if (asked !== undefined) return { language: asked, keep: asked !== by.kept }
  const language =
    known(by.kept) ?? known(by.preferred || undefined) ?? preferredLanguage(by.accepted, languages[0])
  return { language, keep: false }
}
