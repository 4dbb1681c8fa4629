import type { FolderPage } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { Items } from '../acts/items.tsx'
import { mayCreateIn } from '../acts/rights.ts'
import { useFolderId, useFolderSearch } from '../address/use-folder.ts'
import { Problem } from '../api/problem.ts'
import { NotHere } from '../frame/not-here.tsx'
import { Pending } from '../frame/pending.tsx'
import { Place } from '../frame/place.tsx'
import { filterRows, NO_FILTER } from '../list/filter.ts'
import { type Row, rowsOfFolder, wayTo } from '../list/rows.ts'
import { useAfterPaint } from '../look/use-after-paint.ts'
import { say } from '../words/say.ts'
import { EmptyFolder, NothingFound } from './empty.tsx'
import { FilterChips } from './filter-chips.tsx'
import { folderQuery } from './folder-query.ts'
import { onNew } from './mark-new.ts'
import styles from './screen.module.css'
import { Tools } from './tools.tsx'
import { usePanelFollows } from './use-panel-follows.ts'
import { useParentKey } from './use-parent-key.ts'
import { useShape } from './use-shape.ts'

/** The folder that was on the screen before this one: going up, its row has the focus. */
let before = 0

function useRows(page: FolderPage): readonly Row[] {
  const [last] = useState<{ rows: readonly Row[] }>({ rows: [] })
  return useMemo(() => {
    last.rows = rowsOfFolder(page, last.rows)
    return last.rows
  }, [page, last])
}

function Folder({ page }: { readonly page: FolderPage }) {
  const { id, name, rights, way } = page.folder
  const title = name || say('frame.files')
  const rows = useRows(page)
  const [filter, setFilter] = useState(NO_FILTER)
  const shown = useMemo(() => filterRows(rows, filter), [rows, filter])
  const { order, view, setOrder, setView } = useShape(rows)
  const told = useAfterPaint(order)
  const { item } = useFolderSearch()
  const [first] = useState(() => item ?? before)
  const [fresh, setFresh] = useState<number | undefined>()
  const names = wayTo(page).join('/')
  // Every row is drawn again when it changes: only another name or right is a change.
  const here = useMemo(
    () => ({ id, name, rights, way: names.split('/').filter(Boolean) }),
    [id, name, rights, names],
  )
  useEffect(() => {
    before = id
    return onNew(setFresh)
  }, [id])
  useParentKey(way.at(-1)?.id)
  const onSelect = usePanelFollows()
  const empty =
    filter === NO_FILTER || shown === rows ? (
      <EmptyFolder folder={mayCreateIn(here) ? id : undefined} />
    ) : (
      <NothingFound onClear={() => setFilter(NO_FILTER)} />
    )
  return (
    <Place
      {...{ title, way }}
      {...(mayCreateIn(here) ? { folder: id } : {})}
      tools={
        <Tools
          {...{ rows, filter, view }}
          order={told}
          onFilter={setFilter}
          onOrder={setOrder}
          onView={setView}
        />
      }
    >
      <div className={styles.screen}>
        <FilterChips filter={filter} onFilter={setFilter} />
        <div className={styles.list}>
          <Items
            rows={shown}
            label={title}
            folder={here}
            {...{ order, view, empty, first, marked: item, fresh }}
            onOrder={setOrder}
            onSelect={onSelect}
          />
        </div>
      </div>
    </Place>
  )
}

export function Screen() {
  const id = useFolderId()
  const { data, error, refetch } = useQuery(folderQuery(id))
  if (error instanceof Problem && error.status === 404) return <NotHere />
  if (data === undefined) return <Pending error={error} reset={() => void refetch()} />
  return <Folder key={id} page={data} />
}
