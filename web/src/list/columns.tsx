import { fullDate, size, when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import type { Column } from './listed.ts'
import { SharedMark } from './marks.tsx'
import type { Row } from './rows.ts'

export const sharedColumn: Column<Row> = {
  ...{ name: 'shared', width: 'minmax(7rem, 1fr)', from: 560 },
  get label() {
    return say('list.columns.shared')
  },
  cell: (row) => <SharedMark row={row} />,
}

export const placeColumn: Column<Row> = {
  ...{ name: 'place', width: 'minmax(8rem, 1.5fr)', from: 480, below: 1 },
  get label() {
    return say('list.columns.place')
  },
  cell: ({ folder }) => <span title={folder.join(' / ')}>{folder.at(-1) ?? say('list.my-files')}</span>,
}

export const sizeColumn: Column<Row> = {
  ...{ name: 'size', sort: 'size', width: '6rem', end: true, from: 680, below: 3 },
  get label() {
    return say('list.columns.size')
  },
  cell: (row) => size(row.size),
}

export const modifiedColumn: Column<Row> = {
  ...{ name: 'modified', sort: 'modified', width: '10rem', from: 760, below: 2 },
  get label() {
    return say('list.columns.modified')
  },
  cell: (row) => (
    <time dateTime={new Date(row.modified * 1000).toISOString()} title={fullDate(row.modified)}>
      {when(row.modified)}
    </time>
  ),
}

/** Of a folder; the last falls away first. */
export const FOLDER_COLUMNS: readonly Column<Row>[] = [sharedColumn, sizeColumn, modifiedColumn]
/** Of lists that gather from everywhere. */
export const GATHERED_COLUMNS: readonly Column<Row>[] = [
  placeColumn,
  sharedColumn,
  sizeColumn,
  modifiedColumn,
]
