import type { Access } from '@nuage/contract/api'
import { useQuery } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import { client } from '../api/client.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/sentence.ts'
import { toast } from '../look/toast.tsx'

export const readAccess = (item: number, signal?: AbortSignal): Promise<Access> =>
  call<Access>('GET', `/items/${item}/access`, signal === undefined ? {} : { signal })

export const useAccess = (item: number) =>
  useQuery({ queryKey: keys.shares(item), queryFn: ({ signal }) => readAccess(item, signal) })

/** Whatever tells how things are shared is asked again. */
export async function refreshSharing(): Promise<void> {
  const all = [['shares'], ['shared'], keys.links, keys.boxes, keys.folders, keys.items]
  await Promise.all(all.map((queryKey) => client.invalidateQueries({ queryKey })))
}

/** Does it, shows what is then, and tells why where it was refused. @returns whether it was done. */
export async function change(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    toast({ text: sentenceOf(error), tone: 'loss' })
    return false
  } finally {
    await refreshSharing()
  }
}
