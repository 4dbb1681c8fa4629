import type { Trash } from '@nuage/contract/api'
import { call } from '../api/call.ts'
import { client } from '../api/client.ts'
import { keys } from '../api/keys.ts'

export const trashQuery = {
  queryKey: keys.trash,
  queryFn: ({ signal }: { readonly signal: AbortSignal }) => call<Trash>('GET', '/trash', { signal }),
}

/** Shows the trash without them at once. @returns puts back those that are named, or all. */
export async function showWithoutEntries(
  ids: ReadonlySet<number>,
): Promise<(back?: ReadonlySet<number>) => void> {
  await client.cancelQueries({ queryKey: keys.trash })
  const earlier = client.getQueryData<Trash>(keys.trash)
  const change = (entries: (now: Trash) => Trash['entries']): void => {
    client.setQueryData<Trash>(keys.trash, (now) => now && { ...now, entries: entries(now) })
  }
  change((now) => now.entries.filter(({ id }) => !ids.has(id)))
  return (back = ids) => {
    const missing = earlier?.entries.filter(({ id }) => back.has(id)) ?? []
    change((now) => [...now.entries.filter(({ id }) => !back.has(id)), ...missing])
  }
}
