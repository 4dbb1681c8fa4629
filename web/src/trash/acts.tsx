import type { Done, Restored } from '@nuage/contract/api'
import { ArchiveRestore, Trash2 } from 'lucide-react'
import { refresh } from '../acts/caches.ts'
import { eachOf } from '../acts/outcomes.ts'
import { idsOf, namesOf } from '../acts/seen.ts'
import { tellDone, tellFailure, tellFailures } from '../acts/tell.ts'
import { call } from '../api/call.ts'
import type { ListHandle } from '../list/listed.ts'
import { ConfirmDialog } from '../look/dialog.tsx'
import type { LucideIcon } from '../look/icon.tsx'
import { keepFocus } from '../look/keep-focus.ts'
import { show } from '../look/overlays.tsx'
import { toast } from '../look/toast.tsx'
import { say } from '../words/say.ts'
import { originOf, type TrashRow } from './entry.ts'
import { showWithoutEntries } from './query.ts'

export interface TrashAct {
  readonly name: 'restore' | 'purge'
  readonly icon: LucideIcon
  readonly danger?: boolean
  readonly keys?: () => string
  label(rows: readonly TrashRow[]): string
  when(rows: readonly TrashRow[]): boolean
  do(rows: readonly TrashRow[], list: ListHandle): void
}

type Send = (entries: readonly number[]) => unknown

const named: Send = (entries) => ({ entries })

async function restore(rows: readonly TrashRow[], list: ListHandle): Promise<void> {
  const putBack = await showWithoutEntries(idsOf(rows))
  list.clear()
  list.focus()
  try {
    const ids = rows.map(({ id }) => id)
    const { done, failed } = await eachOf<number, Restored>('/trash/restore', ids, named)
    if (failed.length > 0) putBack(idsOf(failed))
    tellFailures(failed, namesOf(rows))
    tellRestored(rows, done)
    await refresh(done.map(({ parent }) => parent))
  } catch (error) {
    putBack()
    tellFailure(error)
  }
}

type Back = { readonly id: number; readonly item: number; readonly parent: number }

/** Taking it back puts it into the trash again. */
function tellRestored(rows: readonly TrashRow[], done: readonly Back[]): void {
  const [first] = done
  if (first === undefined) return
  const row = rows.find(({ id }) => id === first.id)!
  const what =
    done.length === 1
      ? say('trash.restored-one', { name: row.name, to: originOf(row) })
      : say('trash.restored', { count: done.length })
  tellDone(what, async () => {
    await eachOf('/items/delete', done, (slice) => ({
      items: slice.map(({ item, parent }) => ({ id: item, from: parent })),
    }))
    await refresh(done.map(({ parent }) => parent))
  })
}

async function purge(rows: readonly TrashRow[], list: ListHandle): Promise<void> {
  const putBack = await showWithoutEntries(idsOf(rows))
  list.clear()
  list.focus()
  try {
    const { done, failed } = await eachOf<number, Done>(
      '/trash/delete',
      rows.map(({ id }) => id),
      named,
    )
    if (failed.length > 0) putBack(idsOf(failed))
    tellFailures(failed, namesOf(rows))
    if (done.length > 0) toast({ text: say('trash.purged', { count: done.length }) })
    await refresh([])
  } catch (error) {
    putBack()
    tellFailure(error)
  }
}

export const TRASH_ACTS: readonly TrashAct[] = [
  {
    ...{ name: 'restore', icon: ArchiveRestore },
    label: (rows) =>
      rows.length === 1 ? say('trash.restore-to', { to: originOf(rows[0]!) }) : say('trash.restore'),
    when: (rows) => rows.length > 0,
    do: (rows, list) => void restore(rows, list),
  },
  {
    ...{ name: 'purge', icon: Trash2, danger: true, keys: () => say('acts.keys.delete') },
    label: () => say('trash.purge'),
    when: (rows) => rows.length > 0 && rows.every(({ own }) => own),
    do: (rows, list) => {
      show((close) => (
        <ConfirmDialog
          isOpen
          danger
          title={say('trash.purge-title')}
          confirm={say('trash.purge')}
          onConfirm={() => void purge(rows, list)}
          onClose={close}
        >
          <p>
            {rows.length === 1
              ? say('trash.purge-one', { name: rows[0]!.name })
              : say('trash.purge-many', { count: rows.length })}
          </p>
        </ConfirmDialog>
      ))
    },
  },
]

/** Asks first: nothing brings it back. */
export function askToEmpty(): void {
  const empty = async (): Promise<void> => {
    try {
      await call('POST', '/trash/empty')
      toast({ text: say('trash.emptied') })
    } catch (error) {
      tellFailure(error)
    }
    await refresh([])
    keepFocus()
  }
  show((close) => (
    <ConfirmDialog
      isOpen
      danger
      title={say('trash.empty-title')}
      confirm={say('trash.empty-it')}
      onConfirm={() => void empty()}
      onClose={close}
    >
      <p>{say('trash.empty-question')}</p>
    </ConfirmDialog>
  ))
}
