import type { House } from '../../../house.ts'
import { command } from '../../command.ts'

export const groupRemove = command<Record<never, never>, House>({
  name: 'group remove',
  summary: 'Remove a group; its members stay',
  usage: 'GROUP',
  options: {},
  args: { min: 1, max: 1 },
  async run({ args, house, answer }) {
    const { removeGroup } = await import('../../../../domain/accounts/groups/change.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const { domain } = await house()
    await removeGroup(domain, SYSTEM, args[0]!)
    answer(`removed ${args[0]}`, { id: args[0], removed: true })
    return 0
  },
})
