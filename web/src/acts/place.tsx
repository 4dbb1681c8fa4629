import { Copy, FolderInput } from 'lucide-react'
import { fetchPart } from '../api/part.ts'
import { show } from '../look/overlays.tsx'
import { say } from '../words/say.ts'
import type { Act, ActContext } from './act.ts'
import { mayHave, mayLeave } from './rights.ts'

async function ask(context: ActContext, copy: boolean): Promise<void> {
  const { RelocateDialog } = await fetchPart(() => import('./relocate-dialog.tsx'))
  show((close) => <RelocateDialog {...{ context, copy, close }} />)
}

export const move: Act = {
  name: 'move',
  section: 'place',
  icon: FolderInput,
  button: { bar: true },
  label: () => say('acts.move.ask'),
  when: ({ items }) => items.length > 0 && items.every(mayLeave),
  do: (context) => ask(context, false),
}

export const copy: Act = {
  name: 'copy',
  section: 'place',
  icon: Copy,
  label: () => say('acts.copy.ask'),
  when: ({ items }) => items.length > 0 && items.every(mayHave),
  do: (context) => ask(context, true),
}
