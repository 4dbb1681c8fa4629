import type { Link } from '@nuage/contract/api'
import { Link2, Share2 } from 'lucide-react'
import type { Act, ActContext } from '../acts/act.ts'
import { call } from '../api/call.ts'
import { toast } from '../look/toast.tsx'
import { say } from '../words/say.ts'
import { readAccess, refreshSharing } from './access.ts'
import { copyLater } from './clipboard.ts'
import { sharingAddress } from './panel-address.ts'
import { holds, SHARE } from './rights.ts'

const maySharing = ({ items }: ActContext): boolean => items.length === 1 && holds(items[0]!.rights, SHARE)

/** Opens the panel, from which both ways of sharing start. */
export const share: Act = {
  name: 'share',
  section: 'share',
  icon: Share2,
  button: { row: true, bar: true },
  label: ({ items, from }) =>
    from === 'row' ? say('sharing.act-of', { name: items[0]?.name ?? '' }) : say('sharing.act'),
  when: maySharing,
  do: ({ items, go }) => go(sharingAddress(items[0]!.id)),
}

const isPlain = ({ mine, via, ended, box, to }: Link): boolean =>
  mine && via === null && !ended && !box && to === null

/** The link that there is, or a new one, in the clipboard. */
export const copyLink: Act = {
  name: 'copy-link',
  section: 'share',
  icon: Link2,
  label: () => say('sharing.copy-link'),
  when: maySharing,
  async do({ items, go }) {
    const { id } = items[0]!
    let isNew = false
    const url = readAccess(id).then(async ({ links }) => {
      const known = links.find(isPlain)
      isNew = known === undefined
      return (known ?? (await call<Link>('POST', `/items/${id}/links`, { body: {} }))).url
    })
    if (await copyLater(url)) toast({ text: say(isNew ? 'sharing.link.made' : 'sharing.link.copied') })
    // The panel shows the address, to be copied by hand.
    else go(sharingAddress(id))
    if (isNew) await refreshSharing()
  },
}
