import type { Listing } from '@nuage/contract/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Tag as TagIcon } from 'lucide-react'
import { folderPath, viewPath } from '../address/go.ts'
import { Link } from '../address/link.tsx'
import { idOf } from '../address/search.ts'
import { keys } from '../api/keys.ts'
import { pagesOf } from '../api/pages.ts'
import { NotHere } from '../frame/not-here.tsx'
import { Place } from '../frame/place.tsx'
import { ScreenFailed } from '../frame/screen-failed.tsx'
import { Button } from '../look/button.tsx'
import { EmptyState } from '../look/empty.tsx'
import { Glyph } from '../look/glyph.tsx'
import { Skeleton } from '../look/skeleton.tsx'
import { say } from '../words/say.ts'
import styles from './screen.module.css'
import { useTags } from './use-tags.ts'

/** Everything that bears a tag. */
export function Screen() {
  const id = idOf((useParams({ strict: false }) as { tag?: string }).tag)
  const tags = useTags()
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    ...pagesOf<Listing>(keys.tag(id ?? 0), `/tags/${id}/items`, { limit: 200 }),
    enabled: id !== undefined,
  })
  const tag = tags.data?.entries.find((one) => one.id === id)
  if (tags.data !== undefined && tag === undefined) return <NotHere />
  const items = data?.pages.flatMap(({ entries }) => entries) ?? []
  return (
    <Place title={tag?.name ?? say('frame.tags')}>
      {error !== null && data === undefined && <ScreenFailed error={error} reset={() => void refetch()} />}
      {error === null && data === undefined && <Skeleton />}
      {data !== undefined && items.length === 0 && (
        <EmptyState icon={TagIcon} title={say('tags.nothing')} text={say('tags.nothing-text')} />
      )}
      <ul className={styles.list}>
        {items.map(({ id: item, kind, name, mime, parent, folder }) => (
          <li key={item} className={styles.tag}>
            <Glyph mime={mime} folder={kind === 'folder'} />
            <Link
              to={kind === 'folder' || parent === null ? folderPath(item) : viewPath(parent, item)}
              className={styles.name}
            >
              {name}
            </Link>
            <span className={styles.whose}>{folder.at(-1) ?? say('frame.files')}</span>
          </li>
        ))}
      </ul>
      {hasNextPage && <Button onPress={() => void fetchNextPage()}>{say('comments.more')}</Button>}
    </Place>
  )
}
