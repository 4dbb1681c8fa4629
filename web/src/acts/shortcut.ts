import { say } from '../words/say.ts'
import type { Shortcut } from './act.ts'

const bare: Shortcut['is'] = ({ ctrlKey, metaKey, altKey, shiftKey }) =>
  !ctrlKey && !metaKey && !altKey && !shiftKey

/** @param shown as people find it written on their keyboard */
export const key = (wanted: string, shown: () => string = () => wanted): Shortcut => ({
  keys: shown,
  is: (event) => event.key === wanted && bare(event),
})

export const ctrl = (letter: string): Shortcut => ({
  keys: () => say('acts.keys.ctrl', { letter: letter.toUpperCase() }),
  is: ({ key: pressed, ctrlKey, metaKey, altKey, shiftKey }) =>
    (ctrlKey || metaKey) && !altKey && !shiftKey && pressed.toLowerCase() === letter,
})
