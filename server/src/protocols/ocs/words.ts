import { catalogues, type Language } from '@nuage/contract/words'
import type { Refusal } from '../../vocabulary/refusal.ts'

type Facts = Readonly<Record<string, string | number>>

function look(language: Language, key: string): string | undefined {
  let found: unknown = catalogues[language]
  for (const step of key.split('.'))
    found = typeof found === 'object' && found !== null ? Reflect.get(found, step) : undefined
  return typeof found === 'string' ? found : undefined
}

/** The sentence in the person's language, in English where there is none; undefined where there is none at all. */
export function sentence(language: Language, key: string, facts: Facts = {}): string | undefined {
  const text = look(language, key) ?? look('en', key)
  return text?.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (_, name: string) => String(facts[name] ?? ''))
}

/** Clients compare some messages with what they know; where that differs from what a page would say, it wins. */
export const refusalSentence = (language: Language, refusal: Refusal): string =>
  sentence(language, `ocs.refusals.${refusal.reason}`, refusal.facts) ??
  sentence(language, `refusals.${refusal.reason}`, refusal.facts) ??
  sentence(language, 'ocs.internal') ??
  ''
