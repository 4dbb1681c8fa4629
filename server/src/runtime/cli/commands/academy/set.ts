import type { House } from '../../../house.ts'
import { command, UsageError } from '../../command.ts'
import { readPictureFile } from '../picture-file.ts'
import { ACADEMY_USAGE, academyOptions, readAcademy } from './change.ts'
import { setQuota } from './quota.ts'

const options = { ...academyOptions, on: { type: 'boolean' }, off: { type: 'boolean' } } as const

export const academySet = command<typeof options, House>({
  name: 'academy set',
  summary: 'Change an academy, or switch it off and on; lists are given whole',
  usage: `ID ${ACADEMY_USAGE} [--on|--off]`,
  options,
  args: { min: 1, max: 1 },
  async run({ args, options, house, answer }) {
    const { changeAcademy } = await import('../../../../domain/academies/change.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const { on, off, quota, ...typed } = options
    if (on && off) throw new UsageError('--on and --off contradict each other')
    const wanted = { ...readAcademy(typed), ...(on || off ? { enabled: on === true } : {}) }
    const { domain } = await house()
    const logo = await readPictureFile(domain, options.logo)
    const academy = await changeAcademy(domain, SYSTEM, args[0]!, {
      ...wanted,
      ...(logo === undefined ? {} : { logo }),
    })
    await setQuota(domain, academy.id, quota)
    answer(`changed ${academy.id}`, academy)
    return 0
  },
})
