import type { House } from '../../../house.ts'
import { command } from '../../command.ts'

export const groupAddMember = command<Record<never, never>, House>({
  name: 'group add-member',
  summary: 'Put somebody into a group',
  usage: 'GROUP USER',
  options: {},
  args: { min: 2, max: 2 },
  async run({ args, house, answer }) {
    const { addMember } = await import('../../../../domain/accounts/groups/members.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const [group, person] = args as [string, string]
    const { domain } = await house()
    await addMember(domain, SYSTEM, { group, person })
    answer(`added ${person} to ${group}`, { group, user: person })
    return 0
  },
})
