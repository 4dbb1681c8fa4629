import { Check } from 'lucide-react'
import { memo, type ReactNode, useMemo } from 'react'
import { Icon } from '../look/icon.tsx'
import type { Column, ListedRow } from './listed.ts'
import styles from './row.module.css'
import { Thumbnail } from './thumbnail.tsx'

/** How rows are drawn; the same object for all of them until something of it changes. */
export interface Drawing<R> {
  readonly view: 'list' | 'grid'
  readonly columns: readonly Column<R>[]
  readonly below: readonly Column<R>[]
  readonly draggable: boolean
  describe(row: R): string
  href(row: R): string | undefined
  marks?(row: R): ReactNode
  controls?(row: R): ReactNode
}

interface RowProps<R> {
  readonly row: R
  readonly place: number
  readonly selected: boolean
  readonly leads: boolean
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly drawing: Drawing<R>
  /** What is dragged would go into it. */
  readonly takes: boolean
  /** Takes the place of the name. */
  readonly editor?: ReactNode
}

/** Not a table: cells of a grid are reached through their row, by the arrows. */
const ROW = { role: 'row' } as const
const CELL = { role: 'gridcell' } as const

function RowOf<R extends ListedRow>(props: RowProps<R>) {
  const { row, place, selected, leads, drawing, editor } = props
  const { left, top, width, height } = props
  // It stays as it is when the row is selected or moves to another place.
  const content = useMemo(() => <Content {...{ row, drawing, editor }} />, [row, drawing, editor])
  return (
    <div
      {...{ ...ROW, 'data-row': row.id, 'aria-rowindex': place + 1, 'aria-selected': selected }}
      {...{ 'aria-label': drawing.describe(row) }}
      tabIndex={leads ? 0 : -1}
      className={drawing.view === 'grid' ? styles.tile : styles.row}
      data-takes={props.takes}
      draggable={drawing.draggable && editor === undefined}
      style={{ left, top, width, height }}
    >
      {content}
    </div>
  )
}

type ContentProps<R> = Pick<RowProps<R>, 'row' | 'drawing'> & { readonly editor: ReactNode }

function Content<R extends ListedRow>({ row, drawing, editor }: ContentProps<R>) {
  const tile = drawing.view === 'grid'
  return (
    <>
      <div {...CELL} className={styles.name}>
        <span className={styles.tick} data-tick aria-hidden="true">
          <Icon of={Check} size={14} />
        </span>
        <Thumbnail row={row} large={tile} />
        {editor ?? <Name row={row} drawing={drawing} />}
      </div>
      {!tile &&
        drawing.columns.map((column) => (
          <div key={column.name} {...CELL} className={column.end ? styles.end : styles.cell}>
            {column.cell(row)}
          </div>
        ))}
      {drawing.controls !== undefined && (
        <div {...CELL} className={styles.controls}>
          {drawing.controls(row)}
        </div>
      )}
    </>
  )
}

function Name<R extends ListedRow>({ row, drawing }: { readonly row: R; readonly drawing: Drawing<R> }) {
  const href = drawing.href(row)
  const text = <NameText name={row.name} />
  const name = (
    <span className={styles.text}>
      {href === undefined ? (
        <span className={styles.label} data-name title={row.name}>
          {text}
        </span>
      ) : (
        <a className={styles.label} data-name href={href} tabIndex={-1} title={row.name} draggable={false}>
          {text}
        </a>
      )}
      {drawing.marks?.(row)}
    </span>
  )
  if (drawing.below.length === 0) return name
  return (
    <span className={styles.lines}>
      {name}
      <span className={styles.below} aria-hidden="true">
        {drawing.below.map((column) => (
          <span key={column.name}>{(column.brief ?? column.cell)(row)}</span>
        ))}
      </span>
    </span>
  )
}

/** The ending stays in sight when the name is too long. */
function NameText({ name }: { readonly name: string }) {
  const dot = name.lastIndexOf('.')
  if (dot <= 0 || name.length - dot > 8) return <span className={styles.stem}>{name}</span>
  return (
    <>
      <span className={styles.stem}>{name.slice(0, dot)}</span>
      <span className={styles.ending}>{name.slice(dot)}</span>
    </>
  )
}

export const RowView = memo(RowOf) as typeof RowOf
