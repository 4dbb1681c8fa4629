import { askToReopen } from '../../../domain/links/ask-to-reopen.ts'
import type { Handler } from '../route.ts'
import { linkRoute } from './address.ts'
import { isForeign, turnedAway } from './door.ts'
import { showEnded } from './ended.ts'

/** Tells the owner; whoever asks learns nothing of them, not even whether they were told before. */
export const reopen: Handler = async (visit, _fields, _query, { token = '' }) => {
  try {
    if (isForeign(visit)) return visit.redirect(linkRoute(visit, token))
    const since = await askToReopen(visit.domain, token, visit.request.ip)
    return since === undefined
      ? visit.redirect(linkRoute(visit, token))
      : showEnded(visit, token, since, true)
  } catch (error) {
    return turnedAway(visit, token, error)
  }
}
