import type { Notifications } from '@nuage/contract/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/sentence.ts'
import { toast } from '../look/toast.tsx'

export const useNotifications = () =>
  useQuery({
    queryKey: keys.notifications,
    queryFn: ({ signal }) => call<Notifications>('GET', '/notifications', { signal }),
  })

/** Puts one away, or all of them, at once on the screen; what the server refuses comes back. */
export function useDismiss() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number | 'all') =>
      call('DELETE', id === 'all' ? '/notifications' : `/notifications/${id}`),
    async onMutate(id) {
      await client.cancelQueries({ queryKey: keys.notifications })
      const before = client.getQueryData<Notifications>(keys.notifications)
      client.setQueryData<Notifications>(keys.notifications, (known) => ({
        entries: id === 'all' ? [] : (known?.entries ?? []).filter((one) => one.id !== id),
      }))
      return { before }
    },
    onError(error, _id, context) {
      client.setQueryData(keys.notifications, context?.before)
      toast({ text: sentenceOf(error), tone: 'attention' })
    },
  })
}
