import type { House } from '../../../house.ts'
import { CommandError, command } from '../../command.ts'

export const identityList = command<Record<never, never>, House>({
  name: 'identity list',
  summary: 'Show who somebody is at identity providers',
  usage: 'PERSON',
  options: {},
  args: { min: 1, max: 1 },
  async run({ args, house, answer }) {
    const { listIdentities } = await import('../../../../domain/accounts/identities/link.ts')
    const { findPerson } = await import('../../../../domain/accounts/people/find.ts')
    const { domain } = await house()
    const person = await findPerson(domain, args[0]!)
    if (person === undefined) throw new CommandError(`there is no account “${args[0]}”`)
    const all = await listIdentities(domain, person.id)
    const lines = all.map(({ provider, subject, seen }) =>
      [provider, subject, new Date(seen * 1000).toISOString()].join('\t'),
    )
    answer(lines.join('\n'), all)
    return 0
  },
})
