import type { SettingPlace } from '../../../../domain/settings/write.ts'
import { UsageError } from '../../command.ts'

export const placeOptions = {
  academy: { type: 'string' },
  group: { type: 'string' },
  person: { type: 'string' },
} as const

export const PLACE_USAGE = '[--academy ACADEMY | --group GROUP | --person ID]'

/** For whom: the whole instance unless said otherwise. */
export function readPlace(options: { academy?: string; group?: string; person?: string }): SettingPlace {
  const said = (['academy', 'group', 'person'] as const).filter((scope) => options[scope] !== undefined)
  const [scope] = said
  if (scope === undefined) return { scope: 'instance', subject: '' }
  if (said.length > 1) throw new UsageError('choose one of --academy, --group and --person')
  return { scope, subject: options[scope]! }
}
