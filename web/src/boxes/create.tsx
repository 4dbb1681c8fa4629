import { Inbox } from 'lucide-react'
import type { Creation } from '../frame/create.ts'
import { show } from '../look/overlays.tsx'
import { say } from '../words/say.ts'

export const creations: readonly Creation[] = [
  {
    ...{ name: 'new-box', order: 50, icon: Inbox },
    label: () => say('boxes.new'),
    async do(folder) {
      const { NewBoxDialog } = await import('./new-box-dialog.tsx')
      show((close) => <NewBoxDialog {...{ folder, close }} />)
    },
  },
]
