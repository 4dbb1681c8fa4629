import type { House } from '../../../house.ts'
import { command } from '../../command.ts'

export const tileRemove = command<Record<never, never>, House>({
  name: 'academy tile remove',
  summary: 'Take a tile off the portal of an academy',
  usage: 'ACADEMY ID',
  options: {},
  args: { min: 2, max: 2 },
  async run({ args, house, answer }) {
    const { removeTile } = await import('../../../../domain/portal/change.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const [academy, id] = args as [string, string]
    const { domain } = await house()
    await removeTile(domain, SYSTEM, { academy, id })
    answer(`removed ${id} from ${academy}`, { removed: id, academy })
    return 0
  },
})
