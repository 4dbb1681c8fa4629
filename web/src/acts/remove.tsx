import type { Removed, Restored } from '@nuage/contract/api'
import { Trash2 } from 'lucide-react'
import type { Row } from '../list/rows.ts'
import { ConfirmDialog } from '../look/dialog.tsx'
import { show } from '../look/overlays.tsx'
import { say } from '../words/say.ts'
import type { Act, ActContext } from './act.ts'
import { refresh, showWithout } from './caches.ts'
import { eachOf, problemOf } from './outcomes.ts'
import { mayLeave } from './rights.ts'
import { idsOf, namesOf, seen } from './seen.ts'
import { key } from './shortcut.ts'
import { tellDone, tellFailure, tellFailures } from './tell.ts'

export const remove: Act = {
  name: 'remove',
  section: 'end',
  icon: Trash2,
  danger: true,
  button: { bar: true },
  shortcut: key('Delete', () => say('acts.keys.delete')),
  label: ({ items }) =>
    say(items.every(({ received }) => received) ? 'acts.remove.leave' : 'acts.remove.label'),
  when: ({ items }) => items.length > 0 && items.every(mayLeave),
  do: (context) => removeAsking(context),
}

type Removal = Pick<ActContext, 'items' | 'list'>

/** To the trash; what was received is left, after a question. */
export async function removeAsking(context: Removal): Promise<void> {
  // What was received comes back by its owner alone.
  if (context.items.some(({ received }) => received)) show((close) => <Leaving {...{ context, close }} />)
  else await removeRows(context)
}

function Leaving({ context, close }: { readonly context: Removal; readonly close: () => void }) {
  const received = context.items.filter((row) => row.received)
  const [first] = received
  const facts = { name: first!.name, owner: first!.owner?.name ?? '', count: received.length }
  return (
    <ConfirmDialog
      isOpen
      danger
      title={say('acts.remove.leave-title', facts)}
      confirm={say('acts.remove.leave')}
      onConfirm={() => void removeRows(context)}
      onClose={close}
    >
      <p>{say(received.length === 1 ? 'acts.remove.leave-one' : 'acts.remove.leave-many', facts)}</p>
    </ConfirmDialog>
  )
}

/** To the trash, with a way back. */
export async function removeRows({ items, list }: Removal): Promise<void> {
  const putBack = await showWithout(idsOf(items))
  list.clear()
  list.focus()
  try {
    const { done, failed } = await eachOf<Row, Removed>('/items/delete', items, (slice) => ({
      items: slice.map(seen),
    }))
    if (failed.length > 0) putBack(idsOf(failed))
    tellFailures(failed, namesOf(items))
    tellRemoved(items, done, list)
  } catch (error) {
    putBack()
    tellFailure(error)
  }
  await refresh(items.map(({ parent }) => parent))
}

function tellRemoved(
  items: readonly Row[],
  done: readonly { id: number; entry?: number }[],
  list: ActContext['list'],
): void {
  if (done.length === 0) return
  const name = namesOf(items)(done[0]!.id)
  const entries = done.flatMap(({ entry }) => entry ?? [])
  if (entries.length === 0) {
    tellDone(say('acts.remove.left', { count: done.length, name }))
    return
  }
  const what =
    done.length === 1
      ? say('acts.remove.done-one', { name })
      : say('acts.remove.done', { count: done.length })
  tellDone(what, () => bringBack(entries, list))
}

/** @throws Problem when one of them could not be brought back. */
async function bringBack(entries: readonly number[], list: ActContext['list']): Promise<void> {
  const { done, failed } = await eachOf<number, Restored>('/trash/restore', entries, (slice) => ({
    entries: slice,
  }))
  await refresh(done.map(({ parent }) => parent))
  if (done.length > 0) {
    list.select(done.map(({ item }) => item))
    list.focus(done[0]!.item)
  }
  if (failed[0] !== undefined) throw problemOf(failed[0])
}
