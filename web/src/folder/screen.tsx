import type { FolderPage } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { FolderOpen } from 'lucide-react'
import { folderPath } from '../address/go.ts'
import { Link } from '../address/link.tsx'
import { useFolderId } from '../address/use-folder.ts'
import { call } from '../api/call.ts'
import { keys } from '../api/keys.ts'
import { Problem } from '../api/problem.ts'
import { NotHere } from '../frame/not-here.tsx'
import { Place } from '../frame/place.tsx'
import { ScreenFailed } from '../frame/screen-failed.tsx'
import { EmptyState } from '../look/empty.tsx'
import { Glyph } from '../look/glyph.tsx'
import { Skeleton } from '../look/skeleton.tsx'
import { path } from '../session/session.ts'
import { size, when } from '../words/figures.ts'
import { say } from '../words/say.ts'
import styles from './screen.module.css'

function Names({ page: { entries, mimes, folder } }: { readonly page: FolderPage }) {
  if (entries.id.length === 0) return <EmptyState icon={FolderOpen} title={say('folder.empty')} />
  return (
    <ul className={styles.rows} aria-label={folder.name || say('frame.files')}>
      {entries.id.map((id, at) => {
        const isFolder = entries.folder[at] === 1
        const content = (
          <>
            <Glyph folder={isFolder} mime={mimes[entries.mime[at]!] ?? ''} />
            {entries.name[at]}
          </>
        )
        return (
          <li key={id} className={styles.row}>
            {isFolder ? (
              <Link to={folderPath(id)}>{content}</Link>
            ) : (
              <a href={path(`/f/${id}?plain=1`)}>{content}</a>
            )}
            <span>{size(entries.size[at]!)}</span>
            <span>{when(entries.modified[at]!)}</span>
          </li>
        )
      })}
    </ul>
  )
}

export function Screen() {
  const id = useFolderId()
  const { data, error, refetch } = useQuery({
    queryKey: keys.folder(id),
    queryFn: ({ signal }) => call<FolderPage>('GET', `/folders/${id}`, { signal }),
  })
  if (error instanceof Problem && error.status === 404) return <NotHere />
  if (error !== null && data === undefined) return <ScreenFailed error={error} reset={() => void refetch()} />
  if (data === undefined) return <Skeleton />
  return (
    <Place title={data.folder.name || say('frame.files')} way={data.folder.way} folder={id}>
      <Names page={data} />
    </Place>
  )
}
