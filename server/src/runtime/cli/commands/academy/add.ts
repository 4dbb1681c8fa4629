import type { House } from '../../../house.ts'
import { command } from '../../command.ts'
import { readPictureFile } from '../picture-file.ts'
import { ACADEMY_USAGE, academyOptions, readAcademy } from './change.ts'
import { setQuota } from './quota.ts'

export const academyAdd = command<typeof academyOptions, House>({
  name: 'academy add',
  summary: 'Add an academy that people choose to sign in',
  usage: `ID ${ACADEMY_USAGE}`,
  options: academyOptions,
  args: { min: 1, max: 1 },
  async run({ args, options, house, answer }) {
    const { addAcademy } = await import('../../../../domain/academies/change.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const wanted = readAcademy(options)
    const { domain } = await house()
    const logo = await readPictureFile(domain, options.logo)
    const academy = await addAcademy(domain, SYSTEM, args[0]!, {
      ...wanted,
      ...(logo === undefined ? {} : { logo }),
    })
    await setQuota(domain, academy.id, options.quota)
    answer(`added ${academy.id}`, academy)
    return 0
  },
})
