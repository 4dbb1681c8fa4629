import { Copy, FolderInput } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { show } from '../look/overlays.tsx'
import { say } from '../words/say.ts'
import type { Act, ActContext } from './act.ts'
import { mayHave, mayLeave } from './rights.ts'

const RelocateDialog = lazy(async () => ({
  default: (await import('./relocate-dialog.tsx')).RelocateDialog,
}))

const ask = (context: ActContext, copy: boolean): void => {
  show((close) => (
    <Suspense fallback={null}>
      <RelocateDialog {...{ context, copy, close }} />
    </Suspense>
  ))
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
