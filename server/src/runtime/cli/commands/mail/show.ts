import type { House } from '../../../house.ts'
import { CommandError, command } from '../../command.ts'
import { readLetterId } from './read-letter-id.ts'

export const mailShow = command<Record<never, never>, House>({
  name: 'mail show',
  summary: 'Show the text of a letter, to send it by other means',
  usage: 'LETTER',
  options: {},
  args: { min: 1, max: 1 },
  async run({ args, house, answer }) {
    const [{ findMail }, { composeLetter }, { baseOf }, { SYSTEM }] = await Promise.all([
      import('../../../../domain/mail/list.ts'),
      import('../../../../protocols/wire/letters.ts'),
      import('../../../posting/base.ts'),
      import('../../../../vocabulary/actor.ts'),
    ])
    const id = readLetterId(args[0]!)
    const { domain, config } = await house()
    const letter = await findMail(domain, SYSTEM, id)
    if (letter === undefined) throw new CommandError(`there is no letter ${id}`)
    if (letter.kind === 'ask')
      throw new CommandError(`letter ${id} opens an account: it is written when it leaves`)
    const { subject, text } = composeLetter(letter, { base: baseOf(config), timeZone: config.timezone })
    answer(`To: ${letter.to}\nSubject: ${subject}\n\n${text}`, { id, to: letter.to, subject, text })
    return 0
  },
})
