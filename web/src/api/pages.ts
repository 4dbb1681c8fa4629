import { call, type Wish } from './call.ts'

interface PageOf {
  /** Where the next page begins; absent on the last. */
  readonly next?: string | undefined
}

/** A list that is read page by page, for `useInfiniteQuery`. @param after where a page begins. */
export const pages = <Page extends PageOf>(
  queryKey: readonly unknown[],
  read: (after: string | undefined, signal: AbortSignal) => Promise<Page>,
) => ({
  queryKey,
  queryFn: ({
    signal,
    pageParam,
  }: {
    readonly signal: AbortSignal
    readonly pageParam: string | undefined
  }) => read(pageParam, signal),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next }: Page): string | undefined => next,
})

/** Such a list as the API gives it. @param below `/api/v1`, such as `/boxes`. */
export const pagesOf = <Page extends PageOf>(
  queryKey: readonly unknown[],
  below: string,
  query: Wish['query'] = {},
) => pages(queryKey, (after, signal) => call<Page>('GET', below, { query: { ...query, after }, signal }))
