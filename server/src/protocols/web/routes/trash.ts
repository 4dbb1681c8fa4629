import { Done, Restored, Trash, TrashAct } from '@nuage/contract/api'
import { Type } from '@nuage/contract/schema'
import { tellInTrash } from '../../../domain/previews/tell.ts'
import { readOwnSpace } from '../../../domain/space-use/own-space.ts'
import { emptyTrash } from '../../../domain/trash/empty.ts'
import { listTrash } from '../../../domain/trash/list.ts'
import { purgeEntry } from '../../../domain/trash/purge.ts'
import { restoreEntry } from '../../../domain/trash/restore.ts'
import { eachOutcome } from '../many.ts'
import { wholeDays } from '../render/days.ts'
import { trashEntryOf } from '../render/trash-entry.ts'
import { type Route, route } from '../route.ts'

const numbered = (entries: readonly number[]) => entries.map((id) => ({ id }))

export const trashRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/trash',
    summary: 'What was deleted, the newest first',
    answer: Trash,
    async handle({ domain, actor }) {
      const { space, history } = await readOwnSpace(domain, actor)
      const tell = await tellInTrash(domain, actor)
      const entries = await listTrash(domain, actor)
      return {
        entries: entries.map((entry) => trashEntryOf({ own: space, tell }, entry)),
        daysKept: wholeDays(history.policy.trash),
      }
    },
  }),
  route({
    method: 'POST',
    path: '/trash/restore',
    summary: 'Brings back where it was',
    body: TrashAct,
    answer: Type.Array(Restored),
    handle: (call) =>
      eachOutcome(call, numbered(call.body.entries), async ({ id }) => {
        const { id: item, parent, name } = await restoreEntry(call.domain, call.actor, id)
        return { item, parent: parent!, name }
      }),
  }),
  route({
    method: 'POST',
    path: '/trash/delete',
    summary: 'Deletes for good',
    body: TrashAct,
    answer: Type.Array(Done),
    handle: (call) =>
      eachOutcome(call, numbered(call.body.entries), async ({ id }) => {
        await purgeEntry(call.domain, call.actor, id)
        return {}
      }),
  }),
  route({
    method: 'POST',
    path: '/trash/empty',
    summary: 'Deletes for good all that is in the trash of one’s own space',
    handle: ({ domain, actor }) => emptyTrash(domain, actor),
  }),
]
