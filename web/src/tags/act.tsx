import { Tags } from 'lucide-react'
import { lazy, Suspense } from 'react'
import type { Act, ActContext } from '../acts/act.ts'
import { mayChange } from '../acts/rights.ts'
import { show } from '../look/overlays.tsx'
import { say } from '../words/say.ts'

const TagsDialog = lazy(async () => ({ default: (await import('./dialog.tsx')).TagsDialog }))

/** Which tags hang on what is selected. */
export const tag: Act = {
  name: 'tag',
  section: 'change',
  icon: Tags,
  button: { bar: true },
  label: () => say('tags.act'),
  when: ({ items }) => items.length > 0 && items.every(mayChange),
  do: (context) => openTags(context),
}

/** Asks which tags hang on things. */
export function openTags({ items, list }: Pick<ActContext, 'items' | 'list'>): void {
  show((close) => (
    <Suspense fallback={null}>
      <TagsDialog
        items={items}
        onClose={() => {
          close()
          list.focus()
        }}
      />
    </Suspense>
  ))
}
