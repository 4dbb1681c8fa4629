import { useEffect } from 'react'
import { takeBack } from './tell.ts'

const TYPED = 'input:not([type="checkbox"], [type="radio"]), textarea, [contenteditable], [role="dialog"]'

/** Where letters are typed, keys belong to the text. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(TYPED) !== null

/** Ctrl+Z, wherever one is on the screen. */
export function useUndoKey(): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      const isUndo = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey
      if (!isUndo || isTyping(event.target)) return
      event.preventDefault()
      void takeBack()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])
}
