import type { House } from '../../../house.ts'
import { command } from '../../command.ts'
import { readLetterId } from './read-letter-id.ts'

export const mailRetry = command<Record<never, never>, House>({
  name: 'mail retry',
  summary: 'Try again at once to send a letter that failed, waits or was kept',
  usage: 'LETTER',
  options: {},
  args: { min: 1, max: 1 },
  async run({ args, house, answer }) {
    const [{ retryMail }, { SYSTEM }] = await Promise.all([
      import('../../../../domain/mail/retry.ts'),
      import('../../../../vocabulary/actor.ts'),
    ])
    const id = readLetterId(args[0]!)
    const { domain } = await house()
    await retryMail(domain, SYSTEM, id)
    answer(`letter ${id} waits to be sent`, { id })
    return 0
  },
})
