import type { QueryClient } from '@tanstack/react-query'
import type { Notice } from './notice.ts'
import { oncePer } from './once-per.ts'

/** First parts of the keys of what a change of files may have changed, apart from folders and items by their number. */
const OF_FILES = new Set([
  ...['recent', 'favourites', 'search', 'tags', 'trash', 'versions', 'comments', 'space-use'],
  ...['shared', 'shares', 'links', 'boxes'],
])
const BY_NUMBER = new Set(['folder', 'item'])

const LISTS_MS = 1_500
const SPACE_MS = 1_000

export interface Applier {
  apply(notice: Notice): void
  /** Anything may have happened unheard. */
  applyAll(): void
}

/**
 * Makes what is shown follow what is told. Only what is on the screen is asked for again; the rest is marked as old and
 * asked for when it is looked at. While an act of one's own is under way its outcome is waited for, so that a row never
 * jumps back and forth.
 */
export function createApplier(client: QueryClient): Applier {
  const numbers = new Set<number>()
  let everything = false
  const lists = oncePer(LISTS_MS, () => forget(client, ([first]) => OF_FILES.has(String(first))))
  const space = oncePer(SPACE_MS, () => forget(client, ([first]) => first === 'space'))

  const flush = (): void => {
    if (client.isMutating() > 0) return
    if (everything)
      forget(
        client,
        ([first]) => BY_NUMBER.has(String(first)) || OF_FILES.has(String(first)) || first === 'space',
      )
    else if (numbers.size > 0) {
      const named = new Set(numbers)
      forget(client, ([first, id]) => BY_NUMBER.has(String(first)) && named.has(Number(id)))
      lists()
      space()
    }
    everything = false
    numbers.clear()
  }
  client.getMutationCache().subscribe(flush)

  const apply = (notice: Notice): void => {
    if (notice.about !== 'files') {
      forget(client, ([first]) => first === notice.about)
      return
    }
    if (notice.ids === undefined) everything = true
    else for (const id of notice.ids) numbers.add(id)
    flush()
  }
  return {
    apply,
    applyAll() {
      for (const about of ['files', 'activity', 'notifications'] as const) apply({ about })
    },
  }
}

function forget(client: QueryClient, concerns: (key: readonly unknown[]) => boolean): void {
  void client.invalidateQueries({ predicate: ({ queryKey }) => concerns(queryKey) })
}
