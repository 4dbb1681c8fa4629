import type { House } from '../../../house.ts'
import { command } from '../../command.ts'

export const tileList = command<Record<never, never>, House>({
  name: 'academy tile list',
  summary: 'List the tiles of an academy in their order',
  usage: 'ACADEMY',
  options: {},
  args: { min: 1, max: 1 },
  async run({ args, house, answer }) {
    const { demandAcademy } = await import('../../../../domain/academies/academy.ts')
    const { readTiles } = await import('../../../../domain/portal/tile.ts')
    const { domain } = await house()
    const tiles = await domain.records.read(async (reader) => {
      const { id } = await demandAcademy(reader, args[0]!)
      return await readTiles(reader, id)
    })
    const lines = tiles.map(({ id, name, address, line, picture }) =>
      [id, name, address, line, picture === undefined ? '' : 'with a picture'].join('\t').trimEnd(),
    )
    answer(lines.join('\n'), tiles)
    return 0
  },
})
