import type { House } from '../../../house.ts'
import { CommandError, command, UsageError } from '../../command.ts'

const options = {
  name: { type: 'string' },
  email: { type: 'string' },
  login: { type: 'string' },
  quota: { type: 'string' },
  language: { type: 'string' },
  academy: { type: 'string' },
  admin: { type: 'boolean' },
  'no-admin': { type: 'boolean' },
  'password-stdin': { type: 'boolean' },
} as const

export const userSet = command<typeof options, House>({
  name: 'user set',
  summary: 'Change an account',
  usage:
    'ID [--name NAME] [--email EMAIL] [--login LOGIN] [--quota 100GB|none|default] [--language fr] [--academy ACADEMY] [--admin|--no-admin] [--password-stdin]',
  options,
  args: { min: 1, max: 1 },
  async run({ args, options, input, house, answer }) {
    const { changePerson } = await import('../../../../domain/accounts/people/change.ts')
    const { personDetails } = await import('../../../../domain/accounts/people/details.ts')
    const { setPassword } = await import('../../../../domain/accounts/people/set-password.ts')
    const { addMember, removeMember } = await import('../../../../domain/accounts/groups/members.ts')
    const { ADMINISTRATORS } = await import('../../../../domain/accounts/groups/group.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const { readPassword } = await import('../../read-password.ts')
    const { readQuota } = await import('../../read-quota.ts')
    const { personShape } = await import('../../show-person.ts')
    const { 'password-stdin': fromInput, admin, 'no-admin': noAdmin, quota, ...fields } = options
    if (admin && noAdmin) throw new UsageError('--admin and --no-admin contradict each other')
    const { json: _json, help: _help, ...wanted } = fields as Record<string, unknown>
    const change = { ...wanted, ...(quota === undefined ? {} : { quota: readQuota(quota) }) }
    const password = fromInput ? await readPassword(input) : undefined
    const { domain } = await house()
    const person = await personDetails(domain, args[0]!)
    if (person === undefined) throw new CommandError(`there is no account “${args[0]}”`)
    if (password !== undefined) await setPassword(domain, SYSTEM, person.id, password)
    if (Object.keys(change).length > 0) await changePerson(domain, SYSTEM, person.id, change)
    const place = { person: person.id, group: ADMINISTRATORS }
    if (admin) await addMember(domain, SYSTEM, place)
    if (noAdmin) await removeMember(domain, SYSTEM, place)
    answer(`changed ${person.id}`, personShape((await personDetails(domain, person.id))!))
    return 0
  },
})
