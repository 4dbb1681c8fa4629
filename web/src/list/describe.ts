import { size, when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import { familyOfRow } from './filter.ts'
import type { ListedRow } from './listed.ts'
import type { Row } from './rows.ts'

/** The kind of a thing in one word, such as « dossier » or « image ». */
export const kindWord = (row: Pick<ListedRow, 'kind' | 'mime' | 'name'>): string =>
  say(`list.families.${familyOfRow(row)}`)

/** One sentence for who does not see the row: what it is called, what it is, its marks, how large, of when. */
export function describe(row: Row): string {
  const parts = [
    row.name,
    kindWord(row),
    row.received && say('list.received', { name: row.owner?.name ?? '' }),
    row.shared.length > 0 && sharedWords(row),
    row.favourite && say('list.favourite'),
    row.lock !== null && say('list.locked', { name: row.lock.by?.name ?? '' }),
    size(row.size),
    say('list.modified', { when: when(row.modified) }),
  ]
  return parts.filter(Boolean).join(', ')
}

/** With whom, as far as it is short to say. */
export function sharedWords({ shared }: Pick<Row, 'shared'>): string {
  const people = shared.filter(({ kind }) => kind !== 'link')
  const link = people.length < shared.length
  if (people.length === 0) return say('list.shared-by-link')
  const [first] = people
  const words =
    people.length === 1
      ? say('list.shared-with', { name: first!.name })
      : say('list.shared-with-many', { name: first!.name, count: people.length - 1 })
  return link ? say('list.and-by-link', { words }) : words
}
