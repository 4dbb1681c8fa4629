import { Tags } from 'lucide-react'
import type { Act, ActContext } from '../acts/act.ts'
import { mayChange } from '../acts/rights.ts'
import { fetchPart } from '../api/part.ts'
import { show } from '../look/overlays.tsx'
import { say } from '../words/say.ts'

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

/** Asks which tags hang on things. @throws LineLost. */
export async function openTags({ items, list }: Pick<ActContext, 'items' | 'list'>): Promise<void> {
  const { TagsDialog } = await fetchPart(() => import('./dialog.tsx'))
  show((close) => (
    <TagsDialog
      items={items}
      onClose={() => {
        close()
        list.focus()
      }}
    />
  ))
}
