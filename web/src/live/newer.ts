import { call, onAnswer } from '../api/call.ts'
import { client } from '../api/client.ts'
import { start } from '../session/start.ts'
import { noteLive } from './state.ts'

/** Knows when the server has become another than the one this page came from. @returns what ends it. */
export function watchVersion(): () => void {
  // A file of this page that did not come may be gone with its version: an answer tells whether it is.
  const ask = (): void => void call('GET', '/me/profile').catch(() => {})
  window.addEventListener('vite:preloadError', ask)
  const end = onAnswer(({ version }) => {
    if (version !== null) noteLive({ newer: version !== start().version })
  })
  document.addEventListener('input', noteTyped)
  return () => {
    document.removeEventListener('input', noteTyped)
    window.removeEventListener('vite:preloadError', ask)
    end()
  }
}

const SET = 'input:not([type="checkbox"], [type="radio"], [type="file"])'
/** Fields of one line that somebody wrote into; what they were filled with by themselves is not lost. */
const typed = new Set<HTMLInputElement>()

function noteTyped({ target }: Event): void {
  if (target instanceof HTMLInputElement && target.matches(SET)) typed.add(target)
}

function isSomethingTyped(): boolean {
  for (const field of typed) if (!field.isConnected) typed.delete(field)
  return [...typed].some(({ value }) => value.trim() !== '')
}

/** Whether something would be lost with the page: words in a field, or an act that is not answered yet. */
export const isBusy = (): boolean =>
  client.isMutating() > 0 ||
  isSomethingTyped() ||
  [...document.querySelectorAll<HTMLTextAreaElement>('textarea')].some(({ value }) => value.trim() !== '')
