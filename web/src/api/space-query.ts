import type { Space } from '@nuage/contract/api'
import { call } from './call.ts'
import { keys } from './keys.ts'

/** How much room one has, and what it is taken by. */
export const spaceQuery = {
  queryKey: keys.space,
  queryFn: ({ signal }: { readonly signal: AbortSignal }) => call<Space>('GET', '/space', { signal }),
}
