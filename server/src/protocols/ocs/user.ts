import { personDetails } from '../../domain/accounts/people/details.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { NOTHING, type OcsRoute } from './call.ts'
import { personRecord } from './record.ts'

/** What one may change about oneself through this API. */
const EDITABLE =
  'displayname email additional_mail phone address website twitter bluesky fediverse organisation role headline biography profile_enabled pronouns'.split(
    ' ',
  )

export const userRoutes: readonly OcsRoute[] = [
  {
    method: 'GET',
    path: '/cloud/user',
    access: 'member',
    async handle({ domain, caller, language }) {
      const details = await personDetails(domain, caller.person.id)
      if (details === undefined) return NOTHING
      return { data: personRecord(details, { own: true, language, now: seconds(domain.now()) }) }
    },
  },
  { method: 'GET', path: '/cloud/user/fields', access: 'member', handle: () => ({ data: EDITABLE }) },
  { method: 'GET', path: '/cloud/user/fields/{id}', access: 'member', handle: () => ({ data: EDITABLE }) },
]
