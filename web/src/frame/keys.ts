import { createElement } from 'react'
import { fetchPart } from '../api/part.ts'
import { sentenceOf } from '../api/sentence.ts'
import { show } from '../look/overlays.tsx'
import { toast } from '../look/toast.tsx'

/** The list of what keys do; fetched when somebody asks for it. */
export async function showKeys(): Promise<void> {
  try {
    const { KeysDialog } = await fetchPart(() => import('./keys-dialog.tsx'))
    show((close) => createElement(KeysDialog, { close }))
  } catch (error) {
    toast({ text: sentenceOf(error), tone: 'attention' })
  }
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
