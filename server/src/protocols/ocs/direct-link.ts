import { issueDirectLink } from '../../domain/files/direct-link.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { answer, OcsFault, type OcsRoute } from './call.ts'
import { readInteger } from './read.ts'

/** An address that the phones hand to their media players (ocs.md §14). */
export const directLinkRoutes: readonly OcsRoute[] = [
  {
    method: 'POST',
    path: '/apps/dav/api/v1/direct',
    access: 'member',
    async handle(call) {
      const id = readInteger(call, 'fileId')
      if (id === undefined) throw new OcsFault(400, 'bad-parameter', { name: 'fileId' })
      const { actor: member, appPassword } = call.caller
      try {
        const token = await issueDirectLink(call.domain, { member, appPassword }, id)
        return answer({ url: `${call.base}/remote.php/direct/${token}` })
      } catch (error) {
        if (error instanceof Refusal && error.kind === 'wrong-kind')
          throw new OcsFault(400, 'bad-parameter', { name: 'fileId' })
        throw error
      }
    },
  },
]
