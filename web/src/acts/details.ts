import { Info } from 'lucide-react'
import { say } from '../words/say.ts'
import type { Act } from './act.ts'
import { key } from './shortcut.ts'

export const details: Act = {
  name: 'details',
  section: 'see',
  icon: Info,
  shortcut: key('i', () => 'I'),
  label: () => say('acts.details'),
  when: ({ items }) => items.length === 1,
  do: ({ items, panel }) => panel('details', items[0]!.id),
}
