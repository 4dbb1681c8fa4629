import type { House } from '../../../house.ts'
import { command } from '../../command.ts'

const PAGE = 500

export const groupList = command<Record<never, never>, House>({
  name: 'group list',
  summary: 'List the groups, or the members of one',
  usage: '[GROUP]',
  options: {},
  args: { min: 0, max: 1 },
  async run({ args, house, answer }) {
    const { groupMembers, listGroups } = await import('../../../../domain/accounts/groups/list.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const { domain } = await house()
    const group = args[0]
    const page = async (offset: number): Promise<{ id: string; line: string; shape: unknown }[]> => {
      if (group !== undefined) {
        const people = await groupMembers(domain, SYSTEM, group, { limit: PAGE, offset })
        return people.map(({ id, name }) => ({ id, line: `${id}\t${name}`, shape: { id, name } }))
      }
      const groups = await listGroups(domain, SYSTEM, { limit: PAGE, offset })
      return groups.map((one) => ({ id: one.id, line: `${one.id}\t${one.name}\t${one.members}`, shape: one }))
    }
    const rows = await page(0)
    for (let more = rows.length; more === PAGE; ) {
      const next = await page(rows.length)
      rows.push(...next)
      more = next.length
    }
    answer(
      rows.map(({ line }) => line).join('\n'),
      rows.map(({ shape }) => shape),
    )
    return 0
  },
})
