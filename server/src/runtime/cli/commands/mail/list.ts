import type { House } from '../../../house.ts'
import { command } from '../../command.ts'

const time = (seconds: number): string => new Date(seconds * 1000).toISOString()

export const mailList = command<Record<never, never>, House>({
  name: 'mail list',
  summary: 'Show the letters that wait, were sent, failed, or are kept for want of a mail server',
  usage: '',
  options: {},
  args: { min: 0, max: 0 },
  async run({ house, answer }) {
    const [{ listMails }, { SYSTEM }] = await Promise.all([
      import('../../../../domain/mail/list.ts'),
      import('../../../../vocabulary/actor.ts'),
    ])
    const { domain } = await house()
    const letters = (await listMails(domain, SYSTEM)).map(({ facts: _, created, next, ...letter }) => ({
      ...letter,
      created: time(created),
      next: letter.state === 'waiting' ? time(next) : null,
    }))
    const lines = letters.map(({ id, state, to, kind, tries, next, error }) =>
      [
        `${String(id).padEnd(8)} ${state.padEnd(8)} ${kind.padEnd(6)} ${to}`,
        tries === 0 ? '' : `, tried ${tries} times`,
        next === null ? '' : `, next ${next}`,
        error === null ? '' : `: ${error}`,
      ].join(''),
    )
    answer(lines.length === 0 ? 'no letters' : lines.join('\n'), letters)
    return 0
  },
})
