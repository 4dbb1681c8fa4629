import type { House } from '../../../house.ts'
import { CommandError, command, UsageError } from '../../command.ts'

const options = { name: { type: 'string' } } as const

export const tokenAdd = command<typeof options, House>({
  name: 'token add',
  summary: 'Make an app password for a device or a program, and print it this once',
  usage: 'USER --name NAME',
  options,
  args: { min: 1, max: 1 },
  async run({ args, options, house, answer }) {
    const { issueAppPassword } = await import('../../../../domain/accounts/app-passwords/issue.ts')
    const { findPersonByLogin } = await import('../../../../domain/accounts/people/find.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const { name } = options
    if (name === undefined || name.trim() === '') throw new UsageError('say what it is for: --name NAME')
    const { domain } = await house()
    const person = await findPersonByLogin(domain, args[0]!)
    if (person === undefined) throw new CommandError(`there is no account “${args[0]}”`)
    const { token } = await issueAppPassword(domain, SYSTEM, { person: person.id, name })
    answer(token, { user: person.id, name, appPassword: token })
    return 0
  },
})
