import type { Activities, Job, RollBackAnswer, RolledBack } from '@nuage/contract/api'
import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import { itemQuery } from '../api/item-query.ts'
import { keys } from '../api/keys.ts'
import { session } from '../session/session.ts'

/** So many deeds are looked at to find moments. */
const DEEDS = 200
const LOOK_MS = 500

export interface Wish {
  readonly space: number
  readonly folder: number
  /** Seconds. */
  readonly at: number
}

export const useFolder = (folder: number) => useQuery(itemQuery(folder))

/** What happened in a folder, or anywhere for one’s root; the newest first. */
export const useDeeds = (folder: number) =>
  useQuery({
    queryKey: [...keys.activity(folder), 'deeds'],
    queryFn: ({ signal }) => {
      const path = folder === session().root ? '/activity' : `/items/${folder}/activity`
      return call<Activities>('GET', path, { query: { limit: DEEDS }, signal })
    },
  })

const ask = ({ space, ...body }: Wish & { readonly dryRun?: boolean }): Promise<RollBackAnswer> =>
  call<RollBackAnswer>('POST', `/spaces/${space}/rollback`, { body })

/** What would be done, without doing it. */
export const usePreview = () =>
  useMutation({
    mutationFn: async (wish: Wish): Promise<{ wish: Wish; preview: RolledBack }> => ({
      ...{ wish, preview: (await ask({ ...wish, dryRun: true })).preview! },
    }),
  })

export const useRollBack = () =>
  useMutation({ mutationFn: async (wish: Wish): Promise<Job> => (await ask(wish)).job! })

/** How far it has come, until it is over. */
export const useJob = (job: Job | undefined) =>
  useQuery({
    queryKey: keys.job(job?.id ?? 0),
    queryFn: ({ signal }) => call<Job>('GET', `/jobs/${job!.id}`, { signal }),
    enabled: job !== undefined,
    ...(job === undefined ? {} : { initialData: job }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? LOOK_MS : false),
  })
