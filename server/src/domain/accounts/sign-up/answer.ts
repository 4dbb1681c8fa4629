import type { Reader, Writer } from '../../../storage/records/records.ts'
import { readAcademies } from '../../academies/academy.ts'
import type { Domain } from '../../domain.ts'
import type { Answer, Ask } from '../letters/answer.ts'
import { readPeopleByEmail } from '../people/find-by-email.ts'
import { issueTicket } from '../tickets/issue.ts'
import { academyFor } from './offer.ts'

/** Confirm the address; or that there is an account already; or nothing, where none may be made. */
export async function answerSignUp(writer: Writer, domain: Domain, ask: Ask): Promise<Answer | undefined> {
  const [known] = await readPeopleByEmail(writer, ask.to)
  if (known !== undefined) {
    if (known.enabled !== 1) return undefined
    const academy = await academyShown(writer, known.academy)
    const facts = { what: 'known', name: known.name, academy } as const
    return { to: known.email, language: known.language || ask.language, facts }
  }
  if (academyFor(await readAcademies(writer), ask.to) === undefined) return undefined
  const ticket = { kind: 'sign-up', person: null, email: ask.to, letter: ask.id } as const
  const made = await issueTicket(writer, domain, ticket)
  return { to: ask.to, language: ask.language, facts: { what: 'sign-up', ...made } }
}

/** Its id, where people can choose it. */
export const academyShown = async (reader: Reader, id: string): Promise<string> =>
  (await readAcademies(reader)).find((one) => one.id === id && one.enabled)?.id ?? ''
