import type { FolderPage } from '@nuage/contract/api'
import { useQueryClient } from '@tanstack/react-query'
import { keys } from '../api/keys.ts'
import { session } from '../session/session.ts'
import { say } from '../words/say.ts'

/** What a folder that was looked at is called. */
export function useTitleOf(folder: number): string {
  const client = useQueryClient()
  if (folder === session().root) return say('frame.files')
  return client.getQueryData<FolderPage>(keys.folder(folder))?.folder.name ?? ''
}
