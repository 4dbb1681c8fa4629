import type { House } from '../../../house.ts'
import { command, UsageError } from '../../command.ts'
import { readPictureFile } from '../picture-file.ts'
import { readTile, TILE_USAGE, tileOptions } from './options.ts'

export const tileAdd = command<typeof tileOptions, House>({
  name: 'academy tile add',
  summary: 'Add a neighbouring service to the portal of an academy',
  usage: `ACADEMY ID --address URL ${TILE_USAGE}`,
  options: tileOptions,
  args: { min: 2, max: 2 },
  async run({ args, options, house, answer }) {
    const { addTile } = await import('../../../../domain/portal/change.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const [academy, id] = args as [string, string]
    const { address } = options
    if (address === undefined) throw new UsageError('--address is needed')
    const { domain } = await house()
    const picture = await readPictureFile(domain, options.picture)
    const wanted = { ...readTile(options), id, address, ...(picture === undefined ? {} : { picture }) }
    const tile = await addTile(domain, SYSTEM, academy, wanted)
    answer(`added ${tile.id} to ${academy}`, tile)
    return 0
  },
})
