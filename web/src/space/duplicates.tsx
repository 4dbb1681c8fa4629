import type { Duplicates as Told } from '@nuage/contract/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { removeRows } from '../acts/remove.tsx'
import { itemPath } from '../address/go.ts'
import { Link } from '../address/link.tsx'
import { keys } from '../api/keys.ts'
import { pagesOf } from '../api/pages.ts'
import { ScreenFailed } from '../frame/screen-failed.tsx'
import { placeWords } from '../list/place-words.ts'
import { type Row, rowOfItem } from '../list/rows.ts'
import { Button } from '../look/button.tsx'
import { EmptyState } from '../look/empty.tsx'
import { Glyph } from '../look/glyph.tsx'
import { keepFocus } from '../look/keep-focus.ts'
import { Skeleton } from '../look/skeleton.tsx'
import { size, when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import styles from './space.module.css'

/** Files that hold the same, those that take most first. */
export function Duplicates() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    pagesOf<Told>(keys.spaceUse('duplicates'), '/space/duplicates'),
  )
  const groups = useMemo(
    () => data?.pages.flatMap(({ entries }) => entries.map(({ items }) => byAge(items.map(rowOfItem)))) ?? [],
    [data],
  )
  if (error !== null && data === undefined) return <ScreenFailed error={error} reset={() => void refetch()} />
  if (data === undefined) return <Skeleton />
  if (groups.length === 0) return <EmptyState icon={Copy} title={say('space.nothing-duplicates')} />
  return (
    <>
      <p className={styles.quiet}>{say('space.duplicates-text')}</p>
      <ul className={styles.groups}>
        {groups.map((group) => (
          <Group key={group[0]!.id} group={group} after={refetch} />
        ))}
      </ul>
      {hasNextPage && (
        <Button isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {say('space.more')}
        </Button>
      )}
    </>
  )
}

/** The latest first: it is the one that stays. */
const byAge = (rows: Row[]): Row[] => rows.sort((one, other) => other.modified - one.modified)

const NO_LIST = { focus() {}, select() {}, clear() {}, selectAll() {}, count: () => 0 }

function Group({ group, after }: { readonly group: readonly Row[]; after(): Promise<unknown> }): ReactNode {
  const [first, ...others] = group
  if (first === undefined) return null
  const spare = others.reduce((sum, row) => sum + row.size, 0)
  const free = async (): Promise<void> => {
    await removeRows({ items: others, list: NO_LIST })
    await after()
    keepFocus()
  }
  return (
    <li className={styles.group}>
      <div className={styles.head}>
        <strong>{say('space.copies', { count: group.length, size: size(first.size) })}</strong>
        <Button
          small
          aria-label={say('space.free-of', { size: size(spare), name: first.name })}
          onPress={() => void free()}
        >
          {say('space.free', { size: size(spare) })}
        </Button>
      </div>
      <ul className={styles.copies}>
        {group.map((row) => (
          <li key={row.id} className={styles.copy}>
            <Glyph mime={row.mime} size={20} />
            <Link to={itemPath(row.parent, row.id)}>{row.name}</Link>
            <span className={styles.quiet}>
              {placeWords(row)}, {when(row.modified)}
            </span>
          </li>
        ))}
      </ul>
    </li>
  )
}
