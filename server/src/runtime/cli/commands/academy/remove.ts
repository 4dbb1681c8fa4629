import type { House } from '../../../house.ts'
import { command } from '../../command.ts'

export const academyRemove = command<Record<never, never>, House>({
  name: 'academy remove',
  summary: 'Remove an academy that nobody belongs to',
  usage: 'ID',
  options: {},
  args: { min: 1, max: 1 },
  async run({ args, house, answer }) {
    const { removeAcademy } = await import('../../../../domain/academies/change.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const { domain } = await house()
    await removeAcademy(domain, SYSTEM, args[0]!)
    answer(`removed ${args[0]}`, { removed: args[0] })
    return 0
  },
})
