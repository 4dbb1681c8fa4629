import type { Tags } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import { keys } from '../api/keys.ts'

const FRESH = 60_000

/** The tags one can choose from. */
export const useTags = () =>
  useQuery({
    queryKey: keys.tags,
    queryFn: ({ signal }) => call<Tags>('GET', '/tags', { signal }),
    staleTime: FRESH,
  })
