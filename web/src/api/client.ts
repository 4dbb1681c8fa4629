import { QueryClient } from '@tanstack/react-query'
import { LineLost, Problem } from './problem.ts'

const MINUTE = 60_000
/** What was asked for before the first drawing is not asked for again by it. */
const JUST_NOW = 2_000
const MOST_TRIES = 3

/** Worth asking again by itself: the line, or a server that is busy; never what was refused. */
const mayPass = (error: unknown): boolean =>
  error instanceof LineLost || (error instanceof Problem && [429, 502, 503, 504].includes(error.status))

const waited = (attempt: number, error: unknown): number =>
  error instanceof Problem && error.retryAfter !== undefined
    ? error.retryAfter * 1000
    : Math.min(1000 * 2 ** attempt, 30_000)

/** What the server said, kept for as long as it is likely to be true. */
export const client = new QueryClient({
  defaultOptions: {
    queries: {
      ...{ staleTime: JUST_NOW, gcTime: 10 * MINUTE },
      retry: (failures, error) => failures < MOST_TRIES && mayPass(error),
      retryDelay: waited,
      // A call that fails says more about the line than what the browser believes of it.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})
