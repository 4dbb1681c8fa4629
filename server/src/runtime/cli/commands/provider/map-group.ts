import type { House } from '../../../house.ts'
import { command, UsageError } from '../../command.ts'

const options = { unset: { type: 'boolean' } } as const

export const providerMapGroup = command<typeof options, House>({
  name: 'provider map-group',
  summary: 'Let a group of a provider stand for one of ours, from the next sign-in on',
  usage: 'ID THEIRS (OURS | --unset)',
  options,
  args: { min: 2, max: 3 },
  async run({ args, options, house, answer }) {
    const { mapGroup } = await import('../../../../domain/providers/change.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const [provider, name, group] = args as [string, string, string?]
    if ((group === undefined) !== (options.unset === true))
      throw new UsageError('say either a group or --unset')
    const { domain } = await house()
    await mapGroup(domain, SYSTEM, { provider, name, group: group ?? null })
    answer(group === undefined ? `${name} stands for nothing` : `${name} stands for ${group}`, {
      ...{ provider, name, group: group ?? null },
    })
    return 0
  },
})
