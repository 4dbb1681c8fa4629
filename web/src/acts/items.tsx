import { useRouter } from '@tanstack/react-router'
import { type ReactNode, startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { folderPath, viewPath } from '../address/go.ts'
import { VIEWER } from '../address/places.ts'
import { hasScreen } from '../address/screens.ts'
import { usePanel } from '../address/use-panel.ts'
import { FOLDER_COLUMNS } from '../list/columns.tsx'
import { describe } from '../list/describe.ts'
import { ItemList } from '../list/list.tsx'
import type { Anchor, Column, ListActs, ListHandle } from '../list/listed.ts'
import { Marks } from '../list/marks.tsx'
import type { Row } from '../list/rows.ts'
import type { Order } from '../list/sort.ts'
import type { View } from '../list/use-geometry.ts'
import { path } from '../session/session.ts'
import { showInOrder } from '../viewer/index.ts'
import type { ActContext, Here } from './act.ts'
import { ACTS } from './acts.ts'
import { ActsMenu, perform } from './acts-menu.tsx'
import { downloadsOf, save } from './download.ts'
import { dropEffect, dropOnto, endDrag, startDrag } from './drag.ts'
import { NameEditor } from './name-editor.tsx'
import { renameTo } from './rename.ts'
import { RowControls } from './row-controls.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { tellFailure } from './tell.ts'
import { useDropPlaces } from './use-drop-places.ts'
import { usePaste } from './use-paste.ts'
import { useUndoKey } from './use-undo-key.ts'

export interface ItemsProps {
  readonly rows: readonly Row[]
  /** What it is a list of. */
  readonly label: string
  /** The folder that is shown; none for lists that gather from everywhere. */
  readonly folder?: Here
  readonly columns?: readonly Column<Row>[]
  /** null: as the rows come. */
  readonly order?: Order | null
  readonly view?: View
  readonly empty?: ReactNode
  /** The row that has the lead at first. */
  readonly first?: number
  /** Selected at first, such as what an address names. */
  readonly marked?: number
  /** Just made: it is selected and has the focus as soon as it is there. */
  readonly fresh?: number
  onOrder?(order: Order): void
  onSelect?(rows: readonly Row[]): void
}

interface Menu {
  readonly rows: readonly Row[]
  readonly at: Anchor
  readonly list: ListHandle
}

const hrefOf = (row: Row): string | undefined => {
  if (row.kind === 'folder') return path(folderPath(row.id))
  return hasScreen(VIEWER) && row.parent > 0 ? path(viewPath(row.parent, row.id)) : undefined
}

/** At the end of each row, with the three dots. */
const BUTTONS = ACTS.filter(({ button }) => button?.row === true).length + 1

const marksOf = (row: Row): ReactNode => <Marks row={row} />

/** Opens rows: folders as the next screen, files in the viewer or, where there is none, as a download. */
function useOpen(held: Held): Pick<ActContext, 'open' | 'go' | 'panel'> {
  const { history } = useRouter()
  const state = usePanel()
  const panels = useRef(state)
  panels.current = state
  return useMemo(() => {
    const open = (row: Row): void => {
      const href = hrefOf(row)
      const files = held.shown.filter(({ kind }) => kind === 'file')
      const folders = new Map(files.map(({ id, parent }) => [id, parent]))
      showInOrder({ ids: [...folders.keys()], folderOf: (id) => folders.get(id) ?? row.parent })
      if (href === undefined) void save(downloadsOf([row]))
      else history.push(href)
    }
    return {
      open,
      go: (to) => history.push(path(to)),
      panel: (panel, item) => panels.current.open(panel, item),
    }
  }, [history, held])
}

interface Held {
  list?: ListHandle
  rows: readonly Row[]
  /** In the order of the list. */
  shown: readonly Row[]
}

/** Selects what was just made, once a dialog in which it was made has given the focus back. */
function useFresh(fresh: number | undefined, rows: readonly Row[], held: Held): void {
  const isThere = fresh !== undefined && rows.some(({ id }) => id === fresh)
  useEffect(() => {
    if (!isThere) return
    const timer = setTimeout(() => {
      held.list?.select([fresh])
      held.list?.focus(fresh)
    })
    return () => clearTimeout(timer)
  }, [fresh, isThere, held])
}

let isFirstScreen = true

/** What had the focus went with the screen before: the list takes it, but for the page that was just loaded. */
function useFocusAfterGoing(held: Held): void {
  useEffect(() => {
    if (!isFirstScreen && document.activeElement === document.body) held.list?.focus()
    isFirstScreen = false
  }, [held])
}

/** Files and folders in a list, with everything that can be done with them. */
export function Items({ rows, label, folder, columns = FOLDER_COLUMNS, fresh, ...rest }: ItemsProps) {
  const [editing, setEditing] = useState<number | null>(null)
  const [menu, setMenu] = useState<Menu | null>(null)
  const [held] = useState<Held>({ rows, shown: rows })
  const { open, go, panel } = useOpen(held)
  held.rows = rows
  useFresh(fresh, rows, held)
  useFocusAfterGoing(held)
  useUndoKey()
  useDropPlaces(go)
  usePaste(
    folder,
    useCallback(() => held.list, [held]),
  )
  const onOrdered = useCallback(
    (shown: readonly Row[]): void => {
      held.shown = shown
    },
    [held],
  )
  const onHandle = useCallback(
    (list: ListHandle): void => {
      held.list = list
    },
    [held],
  )
  const still = useMemo((): Omit<ListActs<Row>, 'editing'> => {
    const contextOf = (items: readonly Row[], list: ListHandle, from: ActContext['from']): ActContext => ({
      ...{ items, list, from, folder, open, go, panel, rename: ({ id }) => setEditing(id) },
    })
    // An old computer draws all its lines for a while: what was selected is seen first.
    const openMenu = (wanted: Menu): void => startTransition(() => setMenu(wanted))
    return {
      buttons: BUTTONS,
      key(event, items, list) {
        const context = contextOf(items, list, 'key')
        const act = ACTS.find((one) => one.shortcut?.is(event) === true && one.when(context))
        if (act !== undefined) void perform(act, context)
        return act !== undefined
      },
      menu: (items, at, list) => openMenu({ rows: items, at, list }),
      bar: (items, list, all) => (
        <SelectionBar
          acts={ACTS}
          context={contextOf(items, list, 'bar')}
          isAll={items.length === all}
          onMenu={(at) => openMenu({ rows: items, at, list })}
        />
      ),
      controls: (row, meant, list) => (
        <RowControls
          {...{ row, acts: ACTS, context: () => contextOf([row], list, 'row') }}
          onMenu={(at) => openMenu({ rows: meant(), at, list })}
        />
      ),
      editor: (row, list) => (
        <NameEditor
          row={row}
          isTaken={(name) => held.rows.some((other) => other.id !== row.id && other.name === name)}
          onName={(name) => {
            setEditing(null)
            list.focus(row.id)
            renameTo(row, name).catch(tellFailure)
          }}
          onCancel={() => {
            setEditing(null)
            list.focus(row.id)
          }}
        />
      ),
      drag: {
        start: (items, transfer) => startDrag(items, held.list!, transfer),
        end: endDrag,
        over: (row, event) => (row.kind === 'folder' ? dropEffect(row, event) : undefined),
        drop: (row, event) => void dropOnto(row, event),
        linger: (row) => go(folderPath(row.id)),
      },
    }
  }, [folder, open, go, panel, held])
  const acts = useMemo((): ListActs<Row> => ({ ...still, editing }), [still, editing])
  return (
    <>
      <ItemList
        {...rest}
        {...{ rows, label, columns, acts, describe, onOpen: open, href: hrefOf, marks: marksOf }}
        onHandle={onHandle}
        onOrdered={onOrdered}
      />
      {menu !== null && (
        <ActsMenu
          acts={ACTS}
          at={menu.at}
          context={{
            items: menu.rows,
            list: menu.list,
            from: 'menu',
            folder,
            open,
            go,
            panel,
            rename: ({ id }) => setEditing(id),
          }}
          onClose={() => setMenu(null)}
        />
      )}
    </>
  )
}
