import type { House } from '../../../house.ts'
import { command, UsageError } from '../../command.ts'
import { readPems } from './read-pem.ts'
import { PROVIDER_USAGE, providerOptions, withTyped } from './settings.ts'
import { shown } from './shown.ts'

const options = { ...providerOptions, on: { type: 'boolean' }, off: { type: 'boolean' } } as const

export const providerSet = command<typeof options, House>({
  name: 'provider set',
  summary: 'Change an identity provider, or switch it off and on; lists are given whole',
  usage: `ID ${PROVIDER_USAGE} [--on|--off]`,
  options,
  args: { min: 1, max: 1 },
  async run({ args, options: named, input, house, answer }) {
    const { changeProvider } = await import('../../../../domain/providers/change.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const { readPassword } = await import('../../read-password.ts')
    const options = await readPems(named)
    const { on, off, name } = options
    if (on && off) throw new UsageError('--on and --off contradict each other')
    const secret = options['secret-stdin'] ? { secret: await readPassword(input) } : {}
    const { domain } = await house()
    const row = await changeProvider(domain, SYSTEM, args[0]!, {
      ...(name === undefined ? {} : { name }),
      ...(on || off ? { enabled: on === true } : {}),
      settings: (was) => ({ ...withTyped(was, options), ...secret }),
    })
    answer(`changed ${row.id}`, shown(row))
    return 0
  },
})
