import type { House } from '../../../house.ts'
import { command } from '../../command.ts'

export const identityPart = command<Record<never, never>, House>({
  name: 'identity part',
  summary: 'Part an account from somebody at an identity provider; the account stays',
  usage: 'PROVIDER SUBJECT',
  options: {},
  args: { min: 2, max: 2 },
  async run({ args, house, answer }) {
    const { partIdentity } = await import('../../../../domain/accounts/identities/link.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    const [provider, subject] = args as [string, string]
    const { domain } = await house()
    const person = await partIdentity(domain, SYSTEM, { provider, subject })
    answer(`${subject} at ${provider} is no longer ${person}`, { person, provider, subject })
    return 0
  },
})
