import type { House } from '../../../house.ts'
import { command } from '../../command.ts'

export const groupRemoveMember = command<Record<never, never>, House>({
  name: 'group remove-member',
  summary: 'Take somebody out of a group',
  usage: 'GROUP USER',
  options: {},
  args: { min: 2, max: 2 },
  async run({ args, house, answer }) {
    const { removeMember } = await import('../../../../domain/accounts/groups/members.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const [group, person] = args as [string, string]
    const { domain } = await house()
    await removeMember(domain, SYSTEM, { group, person })
    answer(`removed ${person} from ${group}`, { group, user: person })
    return 0
  },
})
