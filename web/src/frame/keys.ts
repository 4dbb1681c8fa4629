import { show } from '../look/overlays.tsx'

/** The list of what keys do; fetched when somebody asks for it. */
export async function showKeys(): Promise<void> {
  const [{ KeysDialog }, { createElement }] = await Promise.all([
    import('./keys-dialog.tsx'),
    import('react'),
  ])
  show((close) => createElement(KeysDialog, { close }))
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable], [role=dialog]') !== null

/** `?` anywhere but in fields and dialogs. @returns stops listening. */
export function listenForKeys(): () => void {
  const hear = (event: KeyboardEvent): void => {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    event.preventDefault()
    void showKeys()
  }
  document.addEventListener('keydown', hear)
  return () => document.removeEventListener('keydown', hear)
}
