import { Star } from 'lucide-react'
import { call } from '../api/call.ts'
import { client } from '../api/client.ts'
import { keys } from '../api/keys.ts'
import { underWay } from '../api/under-way.ts'
import type { Row } from '../list/rows.ts'
import { announce } from '../look/announce.ts'
import { say } from '../words/say.ts'
import type { Act, ActContext } from './act.ts'
import { showStars } from './caches.ts'
import { idsOf } from './seen.ts'
import { tellFailure } from './tell.ts'

const areAll = ({ items }: Pick<ActContext, 'items'>): boolean => items.every(({ favourite }) => favourite)

export const favourite: Act = {
  name: 'favourite',
  section: 'change',
  icon: Star,
  label: (context) => say(areAll(context) ? 'acts.favourite.remove' : 'acts.favourite.add'),
  when: ({ items }) => items.length > 0,
  do: (context) => mark(context.items, !areAll(context)),
}

/** Shows and sets stars, or takes them away. */
export async function mark(items: readonly Row[], on: boolean): Promise<void> {
  const changed = items.filter((row) => row.favourite !== on)
  const { takeBack, askAgain } = await showStars(idsOf(changed), on)
  announce(say(on ? 'acts.favourite.added' : 'acts.favourite.removed', { count: changed.length }))
  try {
    await underWay(async () => {
      for (const { id } of changed) await call(on ? 'PUT' : 'DELETE', `/items/${id}/favourite`)
    })
  } catch (error) {
    takeBack()
    tellFailure(error)
  }
  await Promise.all([askAgain(), client.invalidateQueries({ queryKey: keys.favourites })])
}
