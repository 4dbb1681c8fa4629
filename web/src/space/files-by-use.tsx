import type { Listing } from '@nuage/contract/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { HardDrive } from 'lucide-react'
import { useMemo } from 'react'
import { Items } from '../acts/items.tsx'
import { keys } from '../api/keys.ts'
import { pagesOf } from '../api/pages.ts'
import { ScreenFailed } from '../frame/screen-failed.tsx'
import { modifiedColumn, placeColumn, sizeColumn } from '../list/columns.tsx'
import { rowOfItem } from '../list/rows.ts'
import { Button } from '../look/button.tsx'
import { EmptyState } from '../look/empty.tsx'
import { Skeleton } from '../look/skeleton.tsx'
import { say } from '../words/say.ts'
import styles from './space.module.css'

const COLUMNS = [{ ...sizeColumn, from: 480, width: '4.5rem', below: 0 }, placeColumn, modifiedColumn]
const PAGE = 100

/** Files from those that matter most on; what is selected can be deleted like anywhere else. */
export function FilesByUse({ use }: { readonly use: 'largest' | 'oldest' }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    pagesOf<Listing>(keys.spaceUse(use), `/space/${use}`, { limit: PAGE }),
  )
  const rows = useMemo(() => data?.pages.flatMap(({ entries }) => entries.map(rowOfItem)) ?? [], [data])
  if (error !== null && data === undefined) return <ScreenFailed error={error} reset={() => void refetch()} />
  if (data === undefined) return <Skeleton />
  return (
    <>
      <p className={styles.quiet}>{say(`space.${use}-text`)}</p>
      <div className={styles.list}>
        <Items
          {...{ rows, label: say(`space.${use}`), columns: COLUMNS, order: null }}
          empty={<EmptyState icon={HardDrive} title={say('space.nothing-largest')} />}
        />
      </div>
      {hasNextPage && (
        <Button isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {say('space.more')}
        </Button>
      )}
    </>
  )
}
