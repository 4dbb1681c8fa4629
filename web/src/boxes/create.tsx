import { Inbox } from 'lucide-react'
import { fetchPart } from '../api/part.ts'
import type { Creation } from '../frame/create.ts'
import { show } from '../look/overlays.tsx'
import { say } from '../words/say.ts'

export const creations: readonly Creation[] = [
  {
    ...{ name: 'new-box', order: 50, icon: Inbox },
    label: () => say('boxes.new'),
    async do(folder) {
      const { NewBoxDialog } = await fetchPart(() => import('./new-box-dialog.tsx'))
      show((close) => <NewBoxDialog {...{ folder, close }} />)
    },
  },
]
