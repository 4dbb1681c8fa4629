import type { Board } from '@nuage/contract/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { keys } from '../api/keys.ts'
import { pagesOf } from '../api/pages.ts'

const PAGE = 100

/** Every link and share of one’s own, the riskiest first, page by page. */
export const useBoard = () =>
  useInfiniteQuery(pagesOf<Board>(keys.links, '/links', { sort: 'risk', limit: PAGE }))
