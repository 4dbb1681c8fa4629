import type { Board, BoardRow, Link } from '@nuage/contract/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import { keys } from '../api/keys.ts'
import { pages } from '../api/pages.ts'

export interface LinkRow extends BoardRow {
  readonly link: Link
}

interface LinkPage {
  readonly rows: readonly LinkRow[]
  readonly next: string | undefined
}

const PAGE = 100

const isLink = (row: BoardRow): row is LinkRow => row.link !== null

/** Those with links in them: what was given to people by name stands among them, and has its own place. */
async function readLinks(after: string | undefined, signal: AbortSignal): Promise<LinkPage> {
  let from = after
  for (;;) {
    const query = { sort: 'risk', limit: PAGE, after: from }
    const { entries, next } = await call<Board>('GET', '/links', { query, signal })
    const rows = entries.filter(isLink)
    if (rows.length > 0 || next === undefined) return { rows, next }
    from = next
  }
}

/** Every link of one’s own, the riskiest first, page by page. */
export const useBoard = () => useInfiniteQuery(pages(keys.links, readLinks))
