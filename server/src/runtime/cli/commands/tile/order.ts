import type { House } from '../../../house.ts'
import { command } from '../../command.ts'

export const tileOrder = command<Record<never, never>, House>({
  name: 'academy tile order',
  summary: 'Put tiles of an academy first, in this order',
  usage: 'ACADEMY ID…',
  options: {},
  args: { min: 2, max: 61 },
  async run({ args, house, answer }) {
    const { orderTiles } = await import('../../../../domain/portal/change.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const [academy, ...ids] = args as [string, ...string[]]
    const { domain } = await house()
    const tiles = await orderTiles(domain, SYSTEM, academy, ids)
    answer(tiles.map(({ id }) => id).join(' '), tiles)
    return 0
  },
})
