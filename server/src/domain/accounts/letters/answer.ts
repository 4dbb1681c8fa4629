import type { Writer } from '../../../storage/records/records.ts'
import type { Domain } from '../../domain.ts'
import type { AccountNews, Letter, Sendable } from '../../mail/letter.ts'
import { answerEmail, answerEmailBack } from '../email/answer.ts'
import { answerForgotten } from '../forgotten/answer.ts'
import { answerSignUp } from '../sign-up/answer.ts'

export type Ask = Extract<Letter, { kind: 'ask' }>

/** A letter that may leave: to whom, and what it tells. */
export interface Answer {
  readonly to: string
  readonly language: string
  readonly facts: AccountNews
}

/**
 * What becomes of a letter that was asked for, in the transaction that takes it out of the queue; what opens
 * something is made here. A letter that is tried again has a new one, and those before stay good, for a mail server
 * may have taken them.
 * @returns undefined when nobody is to be written to.
 */
export async function answerAsk(writer: Writer, domain: Domain, ask: Ask): Promise<Sendable | undefined> {
  const answer = await answerOf(writer, domain, ask)
  return answer === undefined ? undefined : { ...ask, ...answer, kind: 'account' }
}

function answerOf(writer: Writer, domain: Domain, ask: Ask): Promise<Answer | undefined> {
  const { facts } = ask
  if (facts.what === 'sign-up') return answerSignUp(writer, domain, ask)
  if (facts.what === 'password') return answerForgotten(writer, domain, ask)
  if (facts.what === 'email') return answerEmail(writer, domain, ask)
  return answerEmailBack(writer, domain, ask, facts.email)
}
