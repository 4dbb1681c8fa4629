import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { useAfterPaint } from '../look/use-after-paint.ts'
import { type Box, spotOf } from './geometry.ts'
import { Head, orderWords } from './head.tsx'
import styles from './list.module.css'
import type { Column, ListActs, ListedRow, ListHandle } from './listed.ts'
import { type Drawing, RowView } from './row.tsx'
import { BY_NAME, type Order } from './sort.ts'
import { useGeometry, type View } from './use-geometry.ts'
import { useKeys } from './use-keys.ts'
import { useListHandle } from './use-list-handle.ts'
import { useOrdered } from './use-ordered.ts'
import { usePointer } from './use-pointer.ts'
import { useRowDrag } from './use-row-drag.ts'
import { useRowFocus } from './use-row-focus.ts'
import { useRubberBand } from './use-rubber-band.ts'
import { useSelection } from './use-selection.ts'
import { useWindow } from './use-window.ts'

export interface ItemListProps<R extends ListedRow> {
  readonly rows: readonly R[]
  /** What it is a list of, such as the folder’s name. */
  readonly label: string
  readonly columns?: readonly Column<R>[]
  /** null: as the rows come. */
  readonly order?: Order | null
  readonly view?: View
  readonly acts?: ListActs<R>
  /** In place of the rows when there are none. */
  readonly empty?: ReactNode
  /** The row that has the lead at first, such as the folder one comes from. */
  readonly first?: number
  /** Selected at first, such as what an address names. */
  readonly marked?: number
  onOrder?(order: Order): void
  /** Told of the order that is shown, whenever it changes. */
  onOrdered?(rows: readonly R[]): void
  /** What acts may do with it; called once. */
  onHandle?(list: ListHandle): void
  onOpen(row: R): void
  onSelect?(rows: readonly R[]): void
  describe(row: R): string
  href?(row: R): string | undefined
  marks?(row: R): ReactNode
}

/** Below it only the three dots stand at the end of a row. CSS pixels. */
const NARROW = 480
/** So many columns stand below the name there. */
const BELOW = 2

function columnsBelow<R>(columns: readonly Column<R>[]): readonly Column<R>[] {
  const ranks = columns.flatMap(({ below }) => below ?? []).sort((one, other) => one - other)
  const last = ranks[BELOW - 1] ?? Number.POSITIVE_INFINITY
  return columns.filter(({ below }) => below !== undefined && below <= last)
}

/** Wide enough for the buttons at the end of a row. */
const controlsWidth = (buttons: number): string => `calc(${buttons} * var(--measure-button))`

/** Everything of a list that its parts share. */
function useList<R extends ListedRow>(props: ItemListProps<R>, body: RefObject<HTMLDivElement | null>) {
  const { acts, view = 'list', onOpen } = props
  const [own, setOwn] = useState<Order>(BY_NAME)
  const order = props.order === undefined ? own : props.order
  const rows = useOrdered(props.rows, order)
  const geometry = useGeometry(body, view)
  const { range, leaveFor } = useWindow(body, rows.size, geometry)
  const selecting = useSelection(rows, props.onSelect, props.first, props.marked)
  const focusSoon = useRowFocus(body, selecting.selection.lead, rows.size)
  const list = useListHandle({ rows, set: selecting.set, focusSoon })
  const { onHandle, onOrdered } = props
  useEffect(() => onOrdered?.(rows.rows), [onOrdered, rows])
  useEffect(() => onHandle?.(list), [onHandle, list])
  const onKeyDown = useKeys({
    ...{ rows, geometry, selecting, list, acts, body, focusSoon, leaveFor, onOpen },
  })
  const pointer = usePointer({ rows, selecting, list, acts, onOpen })
  const band = useRubberBand({
    ...{ body, rows, geometry, selection: selecting.selection, clear: pointer.clear },
    select: selecting.set,
  })
  const drag = useRowDrag({ rows, selecting, acts })
  const columns = useMemo(
    () => (props.columns ?? []).filter(({ from }) => from <= geometry.width),
    [props.columns, geometry.width],
  )
  const isNarrow = geometry.width < NARROW && view === 'list'
  const below = useMemo(() => (isNarrow ? columnsBelow(props.columns ?? []) : []), [props.columns, isNarrow])
  const onOrder = props.onOrder ?? setOwn
  return {
    rows,
    order,
    geometry,
    range,
    selecting,
    list,
    onKeyDown,
    pointer,
    band,
    drag,
    columns,
    below,
    onOrder,
  }
}

type List<R extends ListedRow> = ReturnType<typeof useList<R>>

/** How rows are drawn, kept as long as nothing of it changes, so that they are not drawn again. */
function useDrawing<R extends ListedRow>(
  props: ItemListProps<R>,
  { columns, below, list, selecting }: List<R>,
) {
  const { view = 'list', acts, describe, href, marks } = props
  const meant = useRef<readonly R[]>([])
  meant.current = selecting.selected
  const controls = acts?.controls
  const draggable = acts?.drag !== undefined
  return useMemo((): Drawing<R> => {
    const among = (row: R) => (meant.current.some(({ id }) => id === row.id) ? meant.current : [row])
    return {
      ...{ view, columns, below, draggable, describe, href: href ?? (() => undefined) },
      ...(marks === undefined ? {} : { marks }),
      ...(controls === undefined ? {} : { controls: (row) => controls(row, () => among(row), list) }),
    }
  }, [view, columns, below, draggable, describe, href, marks, controls, list])
}

/** Places in sight, and that of the row which leads, so that the focus has somewhere to be. */
function placesToDraw<R extends ListedRow>({ rows, range, selecting }: List<R>): number[] {
  const places = Array.from({ length: range.end - range.start }, (_, at) => range.start + at)
  const lead = rows.placeOf(selecting.selection.lead)
  if (lead >= 0 && (lead < range.start || lead >= range.end)) places.push(lead)
  return places.filter((place) => place < rows.size)
}

/** As wide as can be, and never crowded out by what stands beside it. */
const NAME = 'minmax(min(15rem, 18cqi), 5fr)'

/**
 * A list or grid of things, of which only what is in sight is in the page: ten thousand are as quick as ten. With
 * the acts of files see `acts/items.tsx`.
 */
export function ItemList<R extends ListedRow>(props: ItemListProps<R>) {
  const body = useRef<HTMLDivElement>(null)
  const list = useList(props, body)
  const drawing = useDrawing(props, list)
  const { rows, selecting, columns, order, onOrder } = list
  const { acts, view = 'list', empty, label } = props
  const controls = acts !== undefined
  const isEmpty = rows.size === 0 && empty !== undefined
  // Its many buttons take an old computer a while: that a row is selected is seen first.
  const barred = useAfterPaint(selecting.selected)
  const bar = acts?.bar
  const handle = list.list
  const { size } = rows
  const top = useMemo(
    () =>
      bar !== undefined && barred.length > 0 ? (
        bar(barred, handle, size)
      ) : (
        <Head {...{ columns, order, onOrder, controls }} />
      ),
    [bar, barred, handle, size, columns, order, onOrder, controls],
  )
  const template = [
    NAME,
    ...columns.map(({ width }) => width),
    ...(acts === undefined ? [] : [controlsWidth(list.geometry.width < NARROW ? 1 : acts.buttons)]),
  ]
  return (
    <section className={styles.list} data-view={view} style={{ '--columns': template.join(' ') } as object}>
      {!isEmpty && <div className={styles.top}>{top}</div>}
      <p role="status" className="unseen">
        {order === null ? '' : orderWords(order)}
      </p>
      <div className={styles.scroller} {...list.band.events}>
        <div data-probe className={styles.probe} />
        <Rows {...{ body, list, drawing, acts, label }} />
        {isEmpty && <div data-empty>{empty}</div>}
      </div>
    </section>
  )
}

interface RowsProps<R extends ListedRow> {
  readonly body: RefObject<HTMLDivElement | null>
  readonly list: List<R>
  readonly drawing: Drawing<R>
  readonly acts: ListActs<R> | undefined
  readonly label: string
}

function Rows<R extends ListedRow>({ body, list, drawing, acts, label }: RowsProps<R>) {
  const { rows, selecting, geometry, band, drag } = list
  const { ids, lead } = selecting.selection
  const first = lead ?? rows.at(0)?.id
  const lines = Math.ceil(rows.size / geometry.columns)
  const grid = { role: 'grid', 'aria-label': label, 'aria-rowcount': rows.size, 'aria-multiselectable': true }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a grid whenever there are rows
    <div
      {...(rows.size === 0 ? {} : grid)}
      ref={body}
      tabIndex={-1}
      className={styles.body}
      style={{ height: lines * geometry.height }}
      onKeyDown={list.onKeyDown}
      {...list.pointer.events}
      {...drag.events}
    >
      {placesToDraw(list).map((place) => {
        const row = rows.at(place)!
        const edited = acts?.editing === row.id ? acts.editor?.(row, list.list) : undefined
        return (
          <RowView
            key={row.id}
            {...{ row, place, drawing, ...spotOf(place, geometry) }}
            {...{ width: geometry.width, height: geometry.height }}
            {...{ selected: ids.has(row.id), leads: row.id === first, takes: drag.target === row.id }}
            {...(edited === undefined ? {} : { editor: edited })}
          />
        )
      })}
      {band.band !== null && <Band {...band.band} />}
    </div>
  )
}

const Band = ({ left, top, right, bottom }: Box) => (
  <div className={styles.band} style={{ left, top, width: right - left, height: bottom - top }} />
)
