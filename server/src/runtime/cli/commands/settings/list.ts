import type { House } from '../../../house.ts'
import { command } from '../../command.ts'
import { PLACE_USAGE, placeOptions, readPlace } from './place.ts'

export const settingsList = command<typeof placeOptions, House>({
  name: 'settings list',
  summary: 'List the settings as they apply, and who says so',
  usage: PLACE_USAGE,
  options: placeOptions,
  args: { min: 0, max: 0 },
  async run({ options, house, answer }) {
    const { listSettings } = await import('../../../../domain/settings/show.ts')
    const place = readPlace(options)
    const settings = await listSettings((await house()).domain, place)
    const lines = settings.map(({ name, value, from, subject }) =>
      `${name}\t${value}\t${from} ${subject}`.trim(),
    )
    answer(lines.join('\n'), settings)
    return 0
  },
})
