import type { House } from '../../../house.ts'
import { CommandError, command } from '../../command.ts'
import { readDevice } from './read-device.ts'

export const tokenRemove = command<Record<never, never>, House>({
  name: 'token remove',
  summary: 'Cut off one device; what it keeps stays on it',
  usage: 'USER NUMBER',
  options: {},
  args: { min: 2, max: 2 },
  async run({ args, house, answer }) {
    const { revokeAppPassword } = await import('../../../../domain/accounts/app-passwords/change.ts')
    const { findPersonByLogin } = await import('../../../../domain/accounts/people/find.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const id = readDevice(args[1]!)
    const { domain } = await house()
    const person = await findPersonByLogin(domain, args[0]!)
    if (person === undefined) throw new CommandError(`there is no account “${args[0]}”`)
    await revokeAppPassword(domain, SYSTEM, { person: person.id, id })
    answer(`${id} is cut off`, { user: person.id, id })
    return 0
  },
})
