import type { Language } from '@nuage/contract/words'
import { speak } from './say.ts'

/** Fetches the sentences of one language; those of the other stay where they are. */
export async function loadWords(language: Language): Promise<void> {
  const { words } = await (language === 'en' ? import('./languages/en.ts') : import('./languages/fr.ts'))
  speak(language, words)
}
