import { call, type Wish } from './call.ts'

interface PageOf {
  /** Where the next page begins; absent on the last. */
  readonly next?: string | undefined
}

/**
 * A list that is read page by page, for `useInfiniteQuery`.
 * @param below `/api/v1`, such as `/boxes`.
 */
export const pagesOf = <Page extends PageOf>(
  queryKey: readonly unknown[],
  below: string,
  query: Wish['query'] = {},
) => ({
  queryKey,
  queryFn: ({
    signal,
    pageParam,
  }: {
    readonly signal: AbortSignal
    readonly pageParam: string | undefined
  }) => call<Page>('GET', below, { query: { ...query, after: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next }: Page): string | undefined => next,
})
