import type { House } from '../../../house.ts'
import { command } from '../../command.ts'

const options = { name: { type: 'string' } } as const

export const groupAdd = command<typeof options, House>({
  name: 'group add',
  summary: 'Make a group',
  usage: 'GROUP [--name NAME]',
  options,
  args: { min: 1, max: 1 },
  async run({ args, options, house, answer }) {
    const { addGroup } = await import('../../../../domain/accounts/groups/change.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const { domain } = await house()
    const group = await addGroup(domain, SYSTEM, { id: args[0]!, name: options.name })
    answer(`added ${group.id}`, group)
    return 0
  },
})
