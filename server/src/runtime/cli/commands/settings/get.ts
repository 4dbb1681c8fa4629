import type { House } from '../../../house.ts'
import { command } from '../../command.ts'
import { PLACE_USAGE, placeOptions, readPlace } from './place.ts'

export const settingsGet = command<typeof placeOptions, House>({
  name: 'settings get',
  summary: 'Show what a setting is',
  usage: `NAME ${PLACE_USAGE}`,
  options: placeOptions,
  args: { min: 1, max: 1 },
  async run({ args, options, house, answer }) {
    const { showSetting } = await import('../../../../domain/settings/show.ts')
    const place = readPlace(options)
    const shown = await showSetting((await house()).domain, args[0]!, place)
    answer(shown.value, shown)
    return 0
  },
})
