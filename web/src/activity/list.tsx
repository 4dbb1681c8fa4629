import type { Activities, Activity } from '@nuage/contract/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Clock } from 'lucide-react'
import { keys } from '../api/keys.ts'
import { pagesOf } from '../api/pages.ts'
import { sentenceOf as sentenceOfFault } from '../api/sentence.ts'
import { Avatar } from '../look/avatar.tsx'
import { Button } from '../look/button.tsx'
import { EmptyState } from '../look/empty.tsx'
import { Icon } from '../look/icon.tsx'
import { Skeleton } from '../look/skeleton.tsx'
import { path } from '../session/session.ts'
import { fullDate, when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import styles from './activity.module.css'
import { sentenceOf } from './sentence.ts'

const useActivity = (item: number | undefined) =>
  useInfiniteQuery(
    pagesOf<Activities>(
      [...keys.activity(item), 'pages'],
      item === undefined ? '/activity' : `/items/${item}/activity`,
    ),
  )

/** What happened, the newest first: to one thing and what lies in it, or anywhere. */
export function ActivityList({ item }: { readonly item?: number }) {
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useActivity(item)
  if (error !== null && data === undefined) return <p role="alert">{sentenceOfFault(error)}</p>
  if (data === undefined) return <Skeleton />
  const all = data.pages.flatMap(({ entries }) => entries)
  if (all.length === 0)
    return <EmptyState icon={Clock} title={say('activity.none')} text={say('activity.none-text')} />
  return (
    <>
      <ol className={styles.list}>
        {all.map((activity) => (
          <Entry key={activity.id} activity={activity} />
        ))}
      </ol>
      {hasNextPage && (
        <Button isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {say('activity.more')}
        </Button>
      )}
    </>
  )
}

function Entry({ activity }: { readonly activity: Activity }) {
  const { by, at, item, path: way } = activity
  const text = sentenceOf(activity)
  return (
    <li className={styles.entry}>
      {by === null ? <Icon of={Clock} size={24} /> : <Avatar person={by.id} size={24} />}
      <div className={styles.text}>
        {way === null ? <span>{text}</span> : <a href={path(`/f/${item}`)}>{text}</a>}
        <time className={styles.time} dateTime={new Date(at * 1000).toISOString()} title={fullDate(at)}>
          {when(at)}
        </time>
      </div>
    </li>
  )
}
