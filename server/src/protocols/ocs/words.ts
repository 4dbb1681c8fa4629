import type { Language } from '@nuage/contract/words'
import type { Refusal } from '../../vocabulary/refusal.ts'
import { sentence } from '../wire/speech.ts'

/** Clients compare some messages with what they know; where that differs from what a page would say, it wins. */
export const refusalSentence = (language: Language, refusal: Refusal): string =>
  sentence(language, `ocs.refusals.${refusal.reason}`, refusal.facts) ??
  sentence(language, `refusals.${refusal.reason}`, refusal.facts) ??
  sentence(language, 'ocs.internal') ??
  ''
