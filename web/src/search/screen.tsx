import { useSearch as useAddress, useRouter } from '@tanstack/react-router'
import { SearchX, Telescope } from 'lucide-react'
import { useMemo } from 'react'
import { Items } from '../acts/items.tsx'
import { Place } from '../frame/place.tsx'
import { ScreenFailed } from '../frame/screen-failed.tsx'
import { GATHERED_COLUMNS } from '../list/columns.tsx'
import { rowOfItem } from '../list/rows.ts'
import { Button } from '../look/button.tsx'
import { EmptyState } from '../look/empty.tsx'
import { Skeleton } from '../look/skeleton.tsx'
import { path } from '../session/session.ts'
import { say } from '../words/say.ts'
import { Filters } from './filters.tsx'
import styles from './screen.module.css'
import { useSearch } from './use-search.ts'
import { hasFilters, readWish, type SearchWish, searchPath } from './wish.ts'

/** All that was found, with filters; what is looked for stands in the address. */
export function Screen() {
  const { history } = useRouter()
  const wish = readWish(useAddress({ strict: false }) as Record<string, unknown>)
  const change = (next: SearchWish): void => {
    history.replace(path(searchPath(next)))
  }
  const title = wish.q === '' ? say('search.field') : say('search.title', { words: wish.q })
  const asks = wish.q.trim() !== '' || hasFilters(wish)
  return (
    <Place title={title}>
      <div className={styles.screen}>
        <Filters wish={wish} change={change} />
        {asks ? (
          <Results {...{ wish, change, title }} />
        ) : (
          <EmptyState icon={Telescope} title={say('search.empty-title')} text={say('search.empty')} />
        )}
      </div>
    </Place>
  )
}

interface ResultsProps {
  readonly wish: SearchWish
  readonly title: string
  change(wish: SearchWish): void
}

function Results({ wish, title, change }: ResultsProps) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useSearch(wish)
  const rows = useMemo(() => data?.pages.flatMap(({ entries }) => entries.map(rowOfItem)) ?? [], [data])
  if (error !== null && data === undefined) return <ScreenFailed error={error} reset={() => void refetch()} />
  if (data === undefined) return <Skeleton />
  return (
    <>
      <p role="status" className={styles.count}>
        {say(hasNextPage ? 'search.found-more' : 'search.found', { count: rows.length })}
      </p>
      <div className={styles.list}>
        <Items
          {...{ rows, label: title, columns: GATHERED_COLUMNS, order: null }}
          empty={<Nothing wish={wish} change={change} />}
        />
      </div>
      {hasNextPage && (
        <Button isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {say('search.more')}
        </Button>
      )}
    </>
  )
}

const Nothing = ({ wish, change }: Omit<ResultsProps, 'title'>) =>
  hasFilters(wish) ? (
    <EmptyState icon={SearchX} title={say('search.nothing-filtered')}>
      <Button onPress={() => change({ q: wish.q })}>{say('search.without-filters')}</Button>
    </EmptyState>
  ) : (
    <EmptyState icon={SearchX} title={say('search.nothing', { words: wish.q })} />
  )
