import { FolderOpen } from 'lucide-react'
import { say } from '../words/say.ts'
import type { Act } from './act.ts'

export const open: Act = {
  name: 'open',
  section: 'see',
  icon: FolderOpen,
  shortcut: { keys: () => say('acts.keys.enter'), is: () => false },
  label: () => say('acts.open'),
  when: ({ items }) => items.length === 1,
  do: ({ items, open: opened }) => opened(items[0]!),
}
