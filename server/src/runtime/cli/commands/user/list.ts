import type { House } from '../../../house.ts'
import { command } from '../../command.ts'

const options = { search: { type: 'string' }, group: { type: 'string' } } as const
const PAGE = 500

export const userList = command<typeof options, House>({
  name: 'user list',
  summary: 'List the accounts',
  usage: '[--search TEXT] [--group GROUP]',
  options,
  args: { min: 0, max: 0 },
  async run({ options, house, answer }) {
    const { listPeople } = await import('../../../../domain/accounts/people/list.ts')
    const { groupMembers } = await import('../../../../domain/accounts/groups/list.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const { personShape } = await import('../../show-person.ts')
    const { domain } = await house()
    const { search = '', group } = options
    const page = (offset: number) =>
      group === undefined
        ? listPeople(domain, SYSTEM, { search, limit: PAGE, offset })
        : groupMembers(domain, SYSTEM, group, { limit: PAGE, offset })
    const people = await page(0)
    for (let more = people.length; more === PAGE; ) {
      const next = await page(people.length)
      people.push(...next)
      more = next.length
    }
    const line = (person: (typeof people)[number]) =>
      `${person.id}\t${person.name}\t${person.email}${person.enabled ? '' : '\tdisabled'}`
    answer(people.map(line).join('\n'), people.map(personShape))
    return 0
  },
})
