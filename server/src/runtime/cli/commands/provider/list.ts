import type { House } from '../../../house.ts'
import { command } from '../../command.ts'
import { shown } from './shown.ts'

export const providerList = command<Record<never, never>, House>({
  name: 'provider list',
  summary: 'List the identity providers, or show one with its groups',
  usage: '[ID]',
  options: {},
  args: { min: 0, max: 1 },
  async run({ args, house, answer }) {
    const { findProvider, listProviders } = await import('../../../../domain/providers/find.ts')
    const { mappedGroups } = await import('../../../../domain/providers/change.ts')
    const { domain } = await house()
    if (args[0] !== undefined) {
      const shape = {
        ...shown(await findProvider(domain, args[0])),
        groups: await mappedGroups(domain, args[0]),
      }
      answer(JSON.stringify(shape, null, 2), shape)
      return 0
    }
    const all = await listProviders(domain)
    const lines = all.map(({ id, kind, name, enabled }) =>
      [id, kind, name, enabled ? 'on' : 'off'].join('\t'),
    )
    answer(lines.join('\n'), all)
    return 0
  },
})
