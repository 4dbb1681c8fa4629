import { catalogues, type Language } from '@nuage/contract/words'

export type Facts = Readonly<Record<string, string | number>>

function look(language: Language, key: string): string | undefined {
  let found: unknown = catalogues[language]
  for (const step of key.split('.'))
    found = typeof found === 'object' && found !== null ? Reflect.get(found, step) : undefined
  return typeof found === 'string' ? found : undefined
}

/** The sentence in a language, in English where it lacks there; undefined where there is none at all. */
export function sentence(language: Language, key: string, facts: Facts = {}): string | undefined {
  const text = look(language, key) ?? look('en', key)
  return text?.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (_, name: string) => String(facts[name] ?? ''))
}
