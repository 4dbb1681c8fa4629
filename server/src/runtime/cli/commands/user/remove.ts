import type { House } from '../../../house.ts'
import { command } from '../../command.ts'

export const userRemove = command<Record<never, never>, House>({
  name: 'user remove',
  summary: 'End an account and delete its files; its id is never given again',
  usage: 'ID',
  options: {},
  args: { min: 1, max: 1 },
  async run({ args, house, answer }) {
    const { removePerson } = await import('../../../../domain/accounts/people/remove.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const { domain } = await house()
    await removePerson(domain, SYSTEM, args[0]!)
    answer(`removed ${args[0]}`, { id: args[0], removed: true })
    return 0
  },
})
