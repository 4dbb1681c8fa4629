import type { House } from '../../../house.ts'
import { CommandError, command } from '../../command.ts'

export const providerTest = command<Record<never, never>, House>({
  name: 'provider test',
  summary: 'Ask an identity provider what it says about itself',
  usage: 'ID',
  options: {},
  args: { min: 1, max: 1 },
  async run({ args, house, answer }) {
    const { findProvider } = await import('../../../../domain/providers/find.ts')
    const { domain } = await house()
    const provider = await domain.federation!.speakWith(await findProvider(domain, args[0]!))
    try {
      const lines = await provider.describe()
      answer(lines.join('\n'), { id: args[0], said: lines })
      return 0
    } catch (error) {
      throw new CommandError(`${args[0]} does not answer: ${reasonOf(error)}`)
    }
  },
})

/** The innermost reason says most. */
function reasonOf(error: unknown): string {
  let reason = ''
  for (let one = error; one instanceof Error; one = one.cause) if (one.message !== '') reason = one.message
  return reason
}
