import type { House } from '../../../house.ts'
import { command } from '../../command.ts'

const options = { force: { type: 'boolean' } } as const

export const providerRemove = command<typeof options, House>({
  name: 'provider remove',
  summary: 'Remove an identity provider; with --force also when people sign in with it',
  usage: 'ID [--force]',
  options,
  args: { min: 1, max: 1 },
  async run({ args, options, house, answer }) {
    const { removeProvider } = await import('../../../../domain/providers/change.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const { domain } = await house()
    await removeProvider(domain, SYSTEM, args[0]!, options.force === true)
    answer(`removed ${args[0]}`, { removed: args[0] })
    return 0
  },
})
