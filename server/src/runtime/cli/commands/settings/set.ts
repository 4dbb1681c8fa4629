import type { House } from '../../../house.ts'
import { command, UsageError } from '../../command.ts'
import { PLACE_USAGE, placeOptions, readPlace } from './place.ts'

const options = { ...placeOptions, unset: { type: 'boolean' } } as const

export const settingsSet = command<typeof options, House>({
  name: 'settings set',
  summary: 'Change a setting, in force at once',
  usage: `NAME (VALUE | --unset) ${PLACE_USAGE}`,
  options,
  args: { min: 1, max: 2 },
  async run({ args, options, house, answer }) {
    const { setSetting } = await import('../../../../domain/settings/set.ts')
    const { showSetting } = await import('../../../../domain/settings/show.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const [name, value] = args as [string, string?]
    if ((value === undefined) !== (options.unset === true))
      throw new UsageError('say either a value or --unset')
    const place = readPlace(options)
    const { domain } = await house()
    await setSetting(domain, SYSTEM, place, name, value ?? null)
    const shown = await showSetting(domain, name, place)
    answer(`${name} is ${shown.value} (${`${shown.from} ${shown.subject}`.trim()})`, shown)
    return 0
  },
})
