import type { House } from '../../../house.ts'
import { CommandError, command } from '../../command.ts'

export const tokenList = command<Record<never, never>, House>({
  name: 'token list',
  summary: 'List somebody’s devices: number, name, last use and from where',
  usage: 'USER',
  options: {},
  args: { min: 1, max: 1 },
  async run({ args, house, answer }) {
    const { listAppPasswords } = await import('../../../../domain/accounts/app-passwords/list.ts')
    const { findPersonByLogin } = await import('../../../../domain/accounts/people/find.ts')
    const { domain } = await house()
    const person = await findPersonByLogin(domain, args[0]!)
    if (person === undefined) throw new CommandError(`there is no account “${args[0]}”`)
    const devices = await listAppPasswords(domain, person.id)
    const lines = devices.map(({ id, name, lastUsed, lastPlace, wipe }) => {
      const used = lastUsed === null ? 'never used' : `used ${new Date(lastUsed * 1000).toISOString()}`
      return [id, name, used, lastPlace ?? '-', wipe ? 'to be wiped' : ''].join('\t').trimEnd()
    })
    answer(lines.join('\n'), devices)
    return 0
  },
})
