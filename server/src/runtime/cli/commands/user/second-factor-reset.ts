import type { House } from '../../../house.ts'
import { CommandError, command } from '../../command.ts'

export const userSecondFactorReset = command<Record<never, never>, House>({
  name: 'user second-factor reset',
  summary: 'Take the second factor of an account away, for somebody who lost theirs',
  usage: 'LOGIN',
  options: {},
  args: { min: 1, max: 1 },
  async run({ args, house, answer }) {
    const { findPersonByLogin } = await import('../../../../domain/accounts/people/find.ts')
    const { resetSecondFactor } = await import('../../../../domain/accounts/second-factor/remove.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const { domain } = await house()
    const person = await findPersonByLogin(domain, args[0]!)
    if (person === undefined) throw new CommandError(`there is no account “${args[0]}”`)
    await resetSecondFactor(domain, SYSTEM, person.id)
    answer(`${person.id} signs in with the password alone, unless a setting demands a second factor`, {
      id: person.id,
      secondFactor: false,
    })
    return 0
  },
})
