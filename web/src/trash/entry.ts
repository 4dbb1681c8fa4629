import type { TrashEntry } from '@nuage/contract/api'
import { kindWord } from '../list/describe.ts'
import type { ListedRow } from '../list/listed.ts'
import { when } from '../words/figures.ts'
import { say } from '../words/say.ts'

/** What lies in the trash, as a list shows it: put in order by when it was deleted. */
export interface TrashRow extends ListedRow {
  readonly folder: readonly string[]
  readonly by: TrashEntry['by']
  readonly preview: boolean
  readonly stamp: string
  readonly own: boolean
  /** The file or folder that it was. */
  readonly item: number
}

export const rowOfEntry = (entry: TrashEntry): TrashRow => {
  const { id, item, name, kind, mime, size, folder, deleted, by, preview, etag, own } = entry
  return { ...{ id, item, name, kind, mime, size, folder, by, own, preview }, modified: deleted, stamp: etag }
}

/** The folder it lay in, by its name. */
export const originOf = ({ folder }: Pick<TrashRow, 'folder'>): string =>
  folder.at(-1) ?? say('list.my-files')

export function describeEntry(row: TrashRow): string {
  const facts = { when: when(row.modified), from: originOf(row) }
  return [
    row.name,
    kindWord(row),
    say('trash.describe', facts),
    row.by && say('trash.by', { name: row.by.name }),
  ]
    .filter(Boolean)
    .join(', ')
}
