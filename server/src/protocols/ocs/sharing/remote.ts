import { Refusal } from '../../../vocabulary/refusal.ts'
import { type MemberCall, NOTHING, type OcsRoute } from '../call.ts'
import { API } from './places.ts'

const REMOTE = `${API}/remote_shares`

const none = (_call: MemberCall) => NOTHING
const missing = (): never => {
  throw new Refusal('not-found', 'share-missing')
}

/** Nothing is received from other servers: the lists are empty, and nothing is in them (ocs.md §6.1). */
export const remoteRoutes: readonly OcsRoute[] = [
  { method: 'GET', path: REMOTE, access: 'member', handle: none },
  { method: 'GET', path: `${REMOTE}/pending`, access: 'member', handle: none },
  { method: 'POST', path: `${REMOTE}/pending/{id}`, access: 'member', handle: missing },
  { method: 'DELETE', path: `${REMOTE}/pending/{id}`, access: 'member', handle: missing },
  { method: 'GET', path: `${REMOTE}/{id}`, access: 'member', handle: missing },
  { method: 'DELETE', path: `${REMOTE}/{id}`, access: 'member', handle: missing },
]
