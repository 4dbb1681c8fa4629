import { Item, Relocate, Relocated, Remove, Removed, Rename } from '@nuage/contract/api'
import { Type } from '@nuage/contract/schema'
import { markFavourite } from '../../../domain/files/mark-favourite.ts'
import type { Moved } from '../../../domain/files/move.ts'
import { copyById, moveById } from '../../../domain/files/move-by-id.ts'
import { removeById } from '../../../domain/files/remove-by-id.ts'
import { eachOutcome } from '../many.ts'
import { type Route, route } from '../route.ts'
import { itemNow } from './folders.ts'

const Moves = Type.Array(Relocated)

const relocated = ({ node, name, created }: Moved, parent: number) => ({
  ...{ item: node.id, parent, name, replaced: !created },
})

const relocating = (path: '/items/move' | '/items/copy', act: typeof moveById, summary: string): Route =>
  route({
    method: 'POST',
    path,
    summary,
    body: Relocate,
    answer: Moves,
    handle(call) {
      const { domain, actor, body, hold } = call
      const wish = { to: body.to, onClash: body.onClash ?? 'refuse', hold } as const
      return eachOutcome(call, body.items, async (seen) =>
        relocated(await act(domain, actor, seen, wish), body.to),
      )
    },
  })

const favourite = (method: 'PUT' | 'DELETE', on: boolean, summary: string): Route =>
  route({
    ...{ method, path: '/items/{id}/favourite', summary },
    handle: ({ domain, actor, path }) => markFavourite(domain, actor, path.id, on),
  })

export const actRoutes: readonly Route[] = [
  relocating('/items/move', moveById, 'Moves many, each from where it was seen'),
  relocating('/items/copy', copyById, 'Copies many, each from where it was seen'),
  route({
    method: 'POST',
    path: '/items/rename',
    summary: 'Another name for something, where it was seen',
    body: Rename,
    answer: Item,
    async handle(call) {
      const { domain, actor, body, hold } = call
      const { id, from, name } = body
      await moveById(domain, actor, { id, from }, { to: from, name, onClash: 'refuse', hold })
      return await itemNow(call, id)
    },
  }),
  route({
    method: 'POST',
    path: '/items/delete',
    summary: 'Many to the trash, each from where it was seen; what was received is left',
    body: Remove,
    answer: Type.Array(Removed),
    handle(call) {
      const { domain, actor, body, hold } = call
      return eachOutcome(call, body.items, async (seen) => {
        const entry = await removeById(domain, actor, seen, hold)
        return entry === undefined ? {} : { entry }
      })
    },
  }),
  favourite('PUT', true, 'Marks as a favourite'),
  favourite('DELETE', false, 'Takes that mark away'),
]
