import type { House } from '../../../house.ts'
import { command } from '../../command.ts'

const options = {
  name: { type: 'string' },
  email: { type: 'string' },
  group: { type: 'string', multiple: true },
  quota: { type: 'string' },
  admin: { type: 'boolean' },
  'password-stdin': { type: 'boolean' },
} as const

export const userAdd = command<typeof options, House>({
  name: 'user add',
  summary: 'Make an account',
  usage: 'ID [--name NAME] [--email EMAIL] [--group GROUP]... [--quota 100GB] [--admin] [--password-stdin]',
  options,
  args: { min: 1, max: 1 },
  async run({ args, options, input, house, answer }) {
    const { addPerson } = await import('../../../../domain/accounts/people/add.ts')
    const { personDetails } = await import('../../../../domain/accounts/people/details.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const { readPassword } = await import('../../read-password.ts')
    const { readQuota } = await import('../../read-quota.ts')
    const { personShape } = await import('../../show-person.ts')
    const quota = options.quota === undefined ? undefined : readQuota(options.quota)
    const password = options['password-stdin'] ? await readPassword(input) : undefined
    const { domain } = await house()
    const { id } = await addPerson(domain, SYSTEM, {
      id: args[0]!,
      ...{ name: options.name, email: options.email, password, quota, admin: options.admin },
      groups: options.group ?? [],
    })
    answer(`added ${id}`, personShape((await personDetails(domain, id))!))
    return 0
  },
})
