import { deliverMails } from '../../../server/src/domain/mail/deliver.ts'
import type { Sendable } from '../../../server/src/domain/mail/letter.ts'
import { composeLetter } from '../../../server/src/protocols/wire/letters.ts'
import type { TestHouse } from '../../house.ts'

/** A house whose letters nobody fetches until a test does. */
export const MAIL = { NUAGE_SMTP: 'smtp://127.0.0.1:1?from=nuage@example.org' }

export interface Posted {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** The address in it, where there is one. */
  readonly link: string
}

/** Takes what waits to somebody who keeps it. */
export async function posted(house: TestHouse): Promise<Posted[]> {
  const taken: Sendable[] = []
  const deliver = async (letter: Sendable): Promise<void> => void taken.push(letter)
  await deliverMails({ ...house.domain, postman: { deliver, close: async () => {} } })
  return taken.map((letter) => {
    const { subject, text } = composeLetter(letter, { base: house.url, timeZone: 'Europe/Paris' })
    return { to: letter.to, subject, text, link: /^http\S+$/m.exec(text)?.[0] ?? '' }
  })
}
