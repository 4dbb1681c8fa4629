import type { House } from '../../../house.ts'
import { command } from '../../command.ts'

export const userEnable = command<Record<never, never>, House>({
  name: 'user enable',
  summary: 'Let an account in again',
  usage: 'ID',
  options: {},
  args: { min: 1, max: 1 },
  async run({ args, house, answer }) {
    const { enablePerson } = await import('../../../../domain/accounts/people/enable.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const { domain } = await house()
    await enablePerson(domain, SYSTEM, args[0]!)
    answer(`enabled ${args[0]}`, { id: args[0], enabled: true })
    return 0
  },
})
