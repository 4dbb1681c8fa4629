import type { Column } from '../list/listed.ts'
import { fullDate, size, when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import { originOf, type TrashRow } from './entry.ts'

export const TRASH_COLUMNS: readonly Column<TrashRow>[] = [
  {
    ...{ name: 'origin', width: 'minmax(6rem, 3fr)', from: 480, below: 1 },
    get label() {
      return say('trash.from')
    },
    cell: (row) => <span title={row.folder.join(' / ')}>{originOf(row)}</span>,
  },
  {
    ...{ name: 'size', sort: 'size', width: '6rem', end: true, from: 760 },
    get label() {
      return say('list.columns.size')
    },
    cell: (row) => size(row.size),
  },
  {
    ...{ name: 'deleted', sort: 'deleted', width: '16rem', from: 640, below: 2 },
    get label() {
      return say('trash.deleted')
    },
    brief: ({ modified }) => when(modified),
    cell: ({ modified, by }) => (
      <time dateTime={new Date(modified * 1000).toISOString()} title={fullDate(modified)}>
        {by === null ? when(modified) : say('trash.where', { when: when(modified), name: by.name })}
      </time>
    ),
  },
]
