import type { House } from '../../../house.ts'
import { CommandError, command } from '../../command.ts'
import { readDevice } from './read-device.ts'

export const tokenWipe = command<Record<never, never>, House>({
  name: 'token wipe',
  summary: 'Cut off a lost device and have it erase its copies; files on the server stay',
  usage: 'USER NUMBER',
  options: {},
  args: { min: 2, max: 2 },
  async run({ args, house, answer }) {
    const { markForWipe } = await import('../../../../domain/accounts/app-passwords/wipe.ts')
    const { findPersonByLogin } = await import('../../../../domain/accounts/people/find.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const id = readDevice(args[1]!)
    const { domain } = await house()
    const person = await findPersonByLogin(domain, args[0]!)
    if (person === undefined) throw new CommandError(`there is no account “${args[0]}”`)
    await markForWipe(domain, SYSTEM, person.id, id)
    answer(`${id} is cut off, and erases its copies when it next asks`, { user: person.id, id })
    return 0
  },
})
