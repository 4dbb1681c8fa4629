import type { Preferences } from '@nuage/contract/api'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { FolderSearch } from '../address/search.ts'
import { useFolderSearch } from '../address/use-folder.ts'
import { call } from '../api/call.ts'
import { familyOfRow } from '../list/filter.ts'
import type { Row } from '../list/rows.ts'
import { BY_NAME, type Order } from '../list/sort.ts'
import type { View } from '../list/use-geometry.ts'
import { afterPaint } from '../look/after-paint.ts'
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

/** For the next folders, and on other computers; this one shows it already. */
function keep(change: Preferences): void {
  notePreferences({ ...session().preferences, ...change })
  void call('PATCH', '/me/preferences', { body: change }).catch(() => {})
}

/** @returns whether what asks is still on the screen. */
function useIsHere(): () => boolean {
  const here = useRef(false)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  return useCallback(() => here.current, [])
}

export function useShape(rows: readonly Row[]): FolderShape {
  const navigate = useNavigate()
  const search = useFolderSearch()
  const { preferences } = useSession()
  const kind = useMemo(() => (isAlbum(rows) ? 'pictures' : 'files'), [rows])
  const usual = preferences.views?.[kind] ?? (kind === 'pictures' ? 'grid' : 'list')
  // What was just asked for is shown before the address says it: on an old computer that takes longer than the order.
  const [wanted, setWanted] = useState<Order>()
  const addressed = search.sort && { by: search.sort, descending: search.desc === true }
  const { by, descending } = wanted ?? addressed ?? preferences.sort ?? BY_NAME
  const order = useMemo((): Order => ({ by, descending }), [by, descending])
  const isSaid = addressed?.by === by && addressed.descending === descending
  useEffect(() => {
    if (isSaid) setWanted(undefined)
  }, [isSaid])
  const isHere = useIsHere()
  const go = useCallback(
    (next: FolderSearch): void =>
      void navigate({
        to: '.',
        search: (now: FolderSearch) => ({ ...now, ...next }),
        replace: true,
      } as never),
    [navigate],
  )
  const setOrder = useCallback(
    (next: Order): void => {
      const { by, descending } = next as { by: Sort; descending: boolean }
      setWanted(next)
      afterPaint(() => {
        if (isHere()) go({ sort: by, desc: descending ? true : undefined } as FolderSearch)
        afterPaint(() => keep({ sort: { by, descending } }))
      })
    },
    [go, isHere],
  )
  const setView = useCallback(
    (view: View): void => {
      go({ view })
      afterPaint(() => keep({ views: { ...session().preferences.views, [kind]: view } }))
    },
    [go, kind],
  )
  return { order, view: search.view ?? usual, setOrder, setView }
}
