import { Inbox } from 'lucide-react'
import type { Act } from '../acts/act.ts'
import { mayCreateIn } from '../acts/rights.ts'
import { fetchPart } from '../api/part.ts'
import { show } from '../look/overlays.tsx'
import { holds, SHARE } from '../sharing/index.ts'
import { say } from '../words/say.ts'

/** A box that fills the folder that is selected. */
export const collect: Act = {
  name: 'collect',
  section: 'share',
  icon: Inbox,
  label: () => say('boxes.act'),
  when({ items }) {
    const [folder] = items
    return (
      items.length === 1 && folder!.kind === 'folder' && holds(folder!.rights, SHARE) && mayCreateIn(folder)
    )
  },
  async do({ items }) {
    const { id, name, parent } = items[0]!
    const { NewBoxDialog } = await fetchPart(() => import('./new-box-dialog.tsx'))
    show((close) => <NewBoxDialog folder={parent} on={{ id, name }} close={close} />)
  },
}
