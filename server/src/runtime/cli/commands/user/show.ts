import type { House } from '../../../house.ts'
import { CommandError, command } from '../../command.ts'

export const userShow = command<Record<never, never>, House>({
  name: 'user show',
  summary: 'Show an account',
  usage: 'ID',
  options: {},
  args: { min: 1, max: 1 },
  async run({ args, house, answer }) {
    const { personDetails } = await import('../../../../domain/accounts/people/details.ts')
    const { historyIn } = await import('../../../../domain/retention/history.ts')
    const { historyShape, historyText, personShape, personText } = await import('../../show-person.ts')
    const { domain } = await house()
    const person = await personDetails(domain, args[0]!)
    if (person === undefined) throw new CommandError(`there is no account “${args[0]}”`)
    const history = await domain.records.read((reader) => historyIn(reader, person.space))
    answer(`${personText(person)}\n${historyText(history)}`, {
      ...personShape(person),
      ...historyShape(history),
    })
    return 0
  },
})
