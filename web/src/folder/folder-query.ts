import type { FolderPage } from '@nuage/contract/api'
import { call } from '../api/call.ts'
import { keys } from '../api/keys.ts'

export const folderQuery = (id: number) => ({
  queryKey: keys.folder(id),
  // What did not change is found row by row, once: see `rowsOfFolder`.
  structuralSharing: false as const,
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    call<FolderPage>('GET', `/folders/${id}`, { signal }),
})
