import type { Preferences } from '@nuage/contract/api'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { FolderSearch } from '../address/search.ts'
import { useFolderSearch } from '../address/use-folder.ts'
import { call } from '../api/call.ts'
import { familyOfRow } from '../list/filter.ts'
import type { Row } from '../list/rows.ts'
import { BY_NAME, type Order } from '../list/sort.ts'
import type { View } from '../list/use-geometry.ts'
import { notePreferences, session, useSession } from '../session/session.ts'

type Sort = NonNullable<Preferences['sort']>['by']

/** How the folder is shown and in which order: by its address, else as the person likes it. */
export interface FolderShape {
  readonly order: Order
  readonly view: View
  setOrder(order: Order): void
  setView(view: View): void
}

/** Fewer pictures make no album. */
const ALBUM = 6

function isAlbum(rows: readonly Row[]): boolean {
  const pictures = rows.filter((row) => familyOfRow(row) === 'image').length
  return pictures >= ALBUM && pictures * 2 > rows.length
}

/** Milliseconds; the folder in its new shape comes first. */
const SOON = 50

/** For the next folders, and on other computers; this one shows it already. */
function keep(change: Preferences): void {
  setTimeout(() => notePreferences({ ...session().preferences, ...change }), SOON)
  void call('PATCH', '/me/preferences', { body: change }).catch(() => {})
}

export function useShape(rows: readonly Row[]): FolderShape {
  const navigate = useNavigate()
  const search = useFolderSearch()
  const { preferences } = useSession()
  const kind = useMemo(() => (isAlbum(rows) ? 'pictures' : 'files'), [rows])
  const usual = preferences.views?.[kind] ?? (kind === 'pictures' ? 'grid' : 'list')
  const { by, descending } =
    search.sort === undefined
      ? (preferences.sort ?? BY_NAME)
      : { by: search.sort, descending: search.desc === true }
  const order = useMemo((): Order => ({ by, descending }), [by, descending])
  const go = (next: FolderSearch): void =>
    void navigate({ to: '.', search: (now: FolderSearch) => ({ ...now, ...next }), replace: true } as never)
  return {
    ...{ order, view: search.view ?? usual },
    setOrder(next) {
      keep({ sort: { by: next.by as Sort, descending: next.descending } })
      go({ sort: next.by as Sort, desc: next.descending ? true : undefined } as FolderSearch)
    },
    setView(view) {
      keep({ views: { ...preferences.views, [kind]: view } })
      go({ view })
    },
  }
}
