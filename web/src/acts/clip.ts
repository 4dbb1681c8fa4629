import { ClipboardPaste, Copy, Scissors } from 'lucide-react'
import { announce } from '../look/announce.ts'
import { say } from '../words/say.ts'
import type { Act, ActContext } from './act.ts'
import { clipboard, setClipboard } from './clipboard.ts'
import { relocate } from './relocate.tsx'
import { mayCreateIn, mayHave, mayLeave } from './rights.ts'
import { ctrl } from './shortcut.ts'

const take = ({ items }: ActContext, isCopy: boolean): void => {
  setClipboard({ rows: items, copy: isCopy })
  announce(say(isCopy ? 'acts.clip.copied' : 'acts.clip.cut', { count: items.length }))
}

export const copyToClipboard: Act = {
  name: 'clip-copy',
  section: 'place',
  icon: Copy,
  shortcut: ctrl('c'),
  label: () => say('acts.clip.copy'),
  when: ({ items }) => items.length > 0 && items.every(mayHave),
  do: (context) => take(context, true),
}

export const cutToClipboard: Act = {
  name: 'clip-cut',
  section: 'place',
  icon: Scissors,
  shortcut: ctrl('x'),
  label: () => say('acts.clip.cut-label'),
  when: ({ items }) => items.length > 0 && items.every(mayLeave),
  do: (context) => take(context, false),
}

/** Into the folder on the screen. */
export async function paste({ folder, list }: Pick<ActContext, 'folder' | 'list'>): Promise<void> {
  const clip = clipboard()
  if (clip === null || folder === undefined || !mayCreateIn(folder)) return
  if (!clip.copy) setClipboard(null)
  await relocate({ list }, { ...clip, to: folder })
}

/** Its key comes by the browser's own event, which tells whether files of the desktop are meant. */
export const pasteHere: Act = {
  name: 'clip-paste',
  section: 'place',
  icon: ClipboardPaste,
  shortcut: { keys: ctrl('v').keys, is: () => false },
  label: () => say('acts.clip.paste'),
  when: ({ folder }) => clipboard() !== null && mayCreateIn(folder),
  do: paste,
}
