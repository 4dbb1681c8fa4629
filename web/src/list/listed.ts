import type { KeyboardEvent, ReactNode } from 'react'
import type { Sortable, SortKey } from './sort.ts'

/** What a list can show, whatever it is a list of. */
export type ListedRow = Sortable

export interface Column<R> {
  readonly name: string
  readonly label: string
  /** What its head puts in order by; without it the head is plain text. */
  readonly sort?: SortKey
  /** Of the grid’s track, such as `7rem`. */
  readonly width: string
  readonly end?: boolean
  /** It falls away where the list is narrower than so many CSS pixels. */
  readonly from: number
  /** On a phone it stands below the name, where there is room for two such: those with the least. */
  readonly below?: number
  cell(row: R): ReactNode
  /** In fewer words, where it stands below the name. */
  brief?(row: R): ReactNode
}

/** What acts may do with the list they stand in. */
export interface ListHandle {
  /** Gives the focus to a row; to the one that has the lead when none is named. */
  focus(id?: number): void
  select(ids: Iterable<number>): void
  clear(): void
  selectAll(): void
}

/** Where a menu opens: beside what was pressed, or at a point of the window. */
export type Anchor = Element | { readonly x: number; readonly y: number }

/** What can be done with rows. A list without it only shows and opens. */
export interface ListActs<R> {
  /** @returns whether the key meant something. */
  key(event: KeyboardEvent, rows: readonly R[], list: ListHandle): boolean
  menu(rows: readonly R[], at: Anchor, list: ListHandle): void
  /** What stands instead of the columns’ heads while rows are selected. */
  bar(rows: readonly R[], list: ListHandle, all: number): ReactNode
  /** As many buttons stand at the end of each row. */
  readonly buttons: number
  controls(row: R, meant: () => readonly R[], list: ListHandle): ReactNode
  /** A field in place of the name. */
  editor?(row: R, list: ListHandle): ReactNode
  /** Whose name is being edited. */
  readonly editing?: number | null
  readonly drag?: RowDrag<R>
}

export interface RowDrag<R> {
  start(rows: readonly R[], transfer: DataTransfer): void
  end(): void
  /** What a drop onto a row would do; undefined where it may not be dropped. */
  over(row: R, event: DragEvent): 'move' | 'copy' | undefined
  drop(row: R, event: DragEvent): void
  /** It was held above a row for long. */
  linger?(row: R): void
}
