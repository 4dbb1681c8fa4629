import type { FolderPage } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { useCanGoBack, useParams, useRouter } from '@tanstack/react-router'
import { itemPath, viewPath } from '../address/go.ts'
import { idOf } from '../address/search.ts'
import { useFolderId, useFolderSearch } from '../address/use-folder.ts'
import { call } from '../api/call.ts'
import { keys } from '../api/keys.ts'
import { NotHere } from '../frame/not-here.tsx'
import { path } from '../session/session.ts'
import { orderOf } from './neighbours.ts'
import { Viewer } from './viewer.tsx'

/** The files of a folder by their names: for who comes by an address, and not from a list. */
function filesByName({ entries }: FolderPage): number[] {
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true })
  return entries.id
    .map((id, at) => ({ id, at }))
    .filter(({ at }) => entries.folder[at] === 0)
    .sort((a, b) => collator.compare(entries.name[a.at]!, entries.name[b.at]!))
    .map(({ id }) => id)
}

/** `/files/:folder/view/:item`. */
export function Screen() {
  const folder = useFolderId()
  const item = idOf((useParams({ strict: false }) as { item?: string }).item)
  const { edit } = useFolderSearch()
  const { history } = useRouter()
  const canGoBack = useCanGoBack()
  const order = item === undefined ? undefined : orderOf(item)
  const { data: page } = useQuery({
    queryKey: keys.folder(folder),
    queryFn: ({ signal }) => call<FolderPage>('GET', `/folders/${folder}`, { signal }),
    enabled: order === undefined,
  })
  if (item === undefined) return <NotHere />
  const ids = order?.ids ?? (page === undefined ? [] : filesByName(page))
  return (
    <Viewer
      id={item}
      order={ids}
      isEdited={edit === true}
      onShow={(next) => history.replace(path(viewPath(order?.folderOf(next) ?? folder, next)))}
      onEdit={(isEdited) => history.replace(path(`${viewPath(folder, item)}${isEdited ? '?edit=1' : ''}`))}
      onClose={() => {
        if (order === undefined || !canGoBack) return history.push(path(itemPath(folder, item)))
        // The list that it was opened from is gone back to, and told what was looked at last.
        const stop = history.subscribe(() => {
          stop()
          const { pathname, search } = history.location
          const marked = new URLSearchParams(search)
          marked.set('item', String(item))
          history.replace(`${pathname}?${marked}`)
        })
        history.back()
      }}
    />
  )
}
