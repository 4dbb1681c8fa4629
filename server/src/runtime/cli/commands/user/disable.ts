import type { House } from '../../../house.ts'
import { command } from '../../command.ts'

export const userDisable = command<Record<never, never>, House>({
  name: 'user disable',
  summary: 'Shut an account out at once; nothing of it is lost',
  usage: 'ID',
  options: {},
  args: { min: 1, max: 1 },
  async run({ args, house, answer }) {
    const { disablePerson } = await import('../../../../domain/accounts/people/enable.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const { domain } = await house()
    await disablePerson(domain, SYSTEM, args[0]!)
    answer(`disabled ${args[0]}`, { id: args[0], enabled: false })
    return 0
  },
})
