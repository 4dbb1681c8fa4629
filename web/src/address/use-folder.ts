import { useParams, useSearch } from '@tanstack/react-router'
import { session } from '../session/session.ts'
import { type FolderSearch, idOf, readFolderSearch } from './search.ts'

/** The folder that the address names; one’s own root where it names none. */
export function useFolderId(): number {
  const { folder } = useParams({ strict: false }) as { folder?: string }
  return idOf(folder) ?? session().root
}

export const useFolderSearch = (): FolderSearch => readFolderSearch(useSearch({ strict: false }))
