import { onAnswer } from '../api/call.ts'
import { client } from '../api/client.ts'
import { start } from '../session/start.ts'
import { noteLive } from './state.ts'

/** Knows when the server has become another than the one this page came from. @returns what ends it. */
export function watchVersion(): () => void {
  // A module of this page that is gone tells the same.
  const gone = (): void => noteLive({ newer: true })
  window.addEventListener('vite:preloadError', gone)
  const end = onAnswer(({ version }) => {
    if (version !== null) noteLive({ newer: version !== start().version })
  })
  return () => {
    window.removeEventListener('vite:preloadError', gone)
    end()
  }
}

/** Whether something would be lost with the page: words in a field, or an act that is not answered yet. */
export const isBusy = (): boolean =>
  client.isMutating() > 0 ||
  [...document.querySelectorAll<HTMLTextAreaElement>('textarea')].some(({ value }) => value.trim() !== '')
