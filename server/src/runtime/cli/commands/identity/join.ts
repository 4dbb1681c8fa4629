import type { House } from '../../../house.ts'
import { command } from '../../command.ts'

export const identityJoin = command<Record<never, never>, House>({
  name: 'identity join',
  summary: 'Say that somebody at an identity provider is the person with an account',
  usage: 'PERSON PROVIDER SUBJECT',
  options: {},
  args: { min: 3, max: 3 },
  async run({ args, house, answer }) {
    const { joinIdentity } = await import('../../../../domain/accounts/identities/link.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const [person, provider, subject] = args as [string, string, string]
    const { domain } = await house()
    await joinIdentity(domain, SYSTEM, { person, provider, subject })
    answer(`${subject} at ${provider} is ${person}`, { person, provider, subject })
    return 0
  },
})
