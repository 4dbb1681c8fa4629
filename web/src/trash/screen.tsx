import { useQuery } from '@tanstack/react-query'
import { Ellipsis, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useUndoKey } from '../acts/use-undo-key.ts'
import { Pending } from '../frame/pending.tsx'
import { Place } from '../frame/place.tsx'
import { ItemList } from '../list/list.tsx'
import type { Anchor, ListActs, ListHandle } from '../list/listed.ts'
import type { Order } from '../list/sort.ts'
import { Button } from '../look/button.tsx'
import { EmptyState } from '../look/empty.tsx'
import { LightButton } from '../look/light-button.tsx'
import { say } from '../words/say.ts'
import { askToEmpty, TRASH_ACTS } from './acts.tsx'
import { TrashBar, TrashMenu } from './bar.tsx'
import { TRASH_COLUMNS } from './columns.tsx'
import { describeEntry, rowOfEntry, type TrashRow } from './entry.ts'
import { trashQuery } from './query.ts'
import styles from './screen.module.css'

interface Menu {
  readonly rows: readonly TrashRow[]
  readonly at: Anchor
  readonly list: ListHandle
}

function useActs(setMenu: (menu: Menu) => void): ListActs<TrashRow> {
  return useMemo(
    () => ({
      buttons: 1,
      key(event, rows, list) {
        const purge = TRASH_ACTS.find(({ name }) => name === 'purge')!
        if (event.key !== 'Delete' || !purge.when(rows)) return false
        purge.do(rows, list)
        return true
      },
      menu: (rows, at, list) => setMenu({ rows, at, list }),
      bar: (rows, list) => <TrashBar {...{ rows, list }} />,
      controls: (row, meant, list) => (
        <LightButton
          menu
          tabIndex={-1}
          icon={Ellipsis}
          label={say('acts.menu', { name: row.name })}
          do={(at) => setMenu({ rows: meant(), at, list })}
        />
      ),
    }),
    [setMenu],
  )
}

/** What was deleted, the last first. Opening an entry offers to bring it back. */
export function Screen() {
  const { data, error, refetch } = useQuery(trashQuery)
  const [order, setOrder] = useState<Order>({ by: 'deleted', descending: true })
  const [menu, setMenu] = useState<Menu | null>(null)
  const [list, setList] = useState<ListHandle>()
  const acts = useActs(setMenu)
  const rows = useMemo(() => data?.entries.map(rowOfEntry) ?? [], [data])
  useUndoKey()
  if (data === undefined) return <Pending error={error} reset={() => void refetch()} />
  const kept =
    data.daysKept === null ? say('trash.kept-for-ever') : say('trash.kept', { count: data.daysKept })
  const empty = <EmptyState icon={Trash2} title={say('trash.empty')} text={say('trash.empty-text')} />
  return (
    <Place
      title={say('frame.trash')}
      tools={
        rows.length > 0 && (
          <Button small icon={Trash2} onPress={askToEmpty}>
            {say('trash.empty-it')}
          </Button>
        )
      }
    >
      <div className={styles.screen}>
        <p className={styles.kept}>{kept}</p>
        <ItemList
          {...{ rows, acts, order, empty, columns: TRASH_COLUMNS, describe: describeEntry }}
          label={say('frame.trash')}
          onOrder={setOrder}
          onHandle={setList}
          onOpen={(row) => {
            const element = document.querySelector(`[data-row="${row.id}"]`)
            if (element !== null && list !== undefined) setMenu({ rows: [row], at: element, list })
          }}
        />
      </div>
      {menu !== null && <TrashMenu {...menu} onClose={() => setMenu(null)} />}
    </Place>
  )
}
