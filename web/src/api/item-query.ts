import type { ItemDetails } from '@nuage/contract/api'
import { call } from './call.ts'
import { keys } from './keys.ts'

/** What is known of a file or folder. */
export const itemQuery = (id: number) => ({
  queryKey: keys.item(id),
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    call<ItemDetails>('GET', `/items/${id}`, { signal }),
})
