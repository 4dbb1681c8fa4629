import type { Language } from '@nuage/contract/words'
import { readWords } from './read.ts'
import { speak } from './say.ts'

/** Fetches the sentences of one language; those of the other stay where they are. */
export async function loadWords(language: Language): Promise<void> {
  // They import nothing: what they shared with a part that is loaded later, that part would have to come with them.
  const { files } = await (language === 'en' ? import('./languages/en.ts') : import('./languages/fr.ts'))
  speak(language, readWords(language, files))
}
