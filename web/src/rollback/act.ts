import { History } from 'lucide-react'
import type { Act } from '../acts/act.ts'
import { rollbackPath } from '../address/go.ts'
import { session } from '../session/session.ts'
import { say } from '../words/say.ts'

/** Leads to where a folder is put back to how it was; of what was received only its owner may do that. */
export const asItWas: Act = {
  name: 'as-it-was',
  section: 'change',
  icon: History,
  label: () => say('rollback.act'),
  when: ({ items }) =>
    items.length === 1 &&
    items[0]!.kind === 'folder' &&
    !items[0]!.received &&
    (items[0]!.owner === null || items[0]!.owner.id === session().person.id),
  do: ({ items, go }) => go(rollbackPath(items[0]!.id)),
}
