import type { House } from '../../../house.ts'
import { command } from '../../command.ts'
import { readPictureFile } from '../picture-file.ts'
import { readTile, TILE_USAGE, tileOptions } from './options.ts'

export const tileSet = command<typeof tileOptions, House>({
  name: 'academy tile set',
  summary: 'Change a tile of an academy; an empty --picture takes its picture away',
  usage: `ACADEMY ID [--address URL] ${TILE_USAGE}`,
  options: tileOptions,
  args: { min: 2, max: 2 },
  async run({ args, options, house, answer }) {
    const { changeTile } = await import('../../../../domain/portal/change.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const [academy, id] = args as [string, string]
    const { domain } = await house()
    const picture = await readPictureFile(domain, options.picture)
    const wanted = { ...readTile(options), ...(picture === undefined ? {} : { picture }) }
    const tile = await changeTile(domain, SYSTEM, { academy, id }, wanted)
    answer(`changed ${tile.id} of ${academy}`, tile)
    return 0
  },
})
