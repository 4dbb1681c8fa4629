import type { Writer } from '../../../storage/records/records.ts'
import { fold } from '../../../vocabulary/fold.ts'
import type { Domain } from '../../domain.ts'
import type { Answer, Ask } from '../letters/answer.ts'
import { readPersonRow } from '../people/find.ts'
import { readPeopleByEmail } from '../people/find-by-email.ts'
import { issueTicket } from '../tickets/issue.ts'

/** To a new address: confirm it, unless it is somebody else's, which its owner is told and nobody besides. */
export async function answerEmail(writer: Writer, domain: Domain, ask: Ask): Promise<Answer | undefined> {
  const row = ask.person === null ? undefined : await readPersonRow(writer, ask.person)
  if (row === undefined || row.enabled !== 1 || row.email === ask.to) return undefined
  const others = (await readPeopleByEmail(writer, ask.to)).filter(({ id }) => id !== row.id)
  const [other] = others
  if (other !== undefined)
    return { to: other.email, language: other.language || ask.language, facts: { what: 'email-taken' } }
  const ticket = { kind: 'email', person: row.id, email: ask.to, letter: ask.id } as const
  const made = await issueTicket(writer, domain, ticket)
  return { to: ask.to, language: ask.language, facts: { what: 'email', name: row.name, ...made } }
}

/** To the old address, once there is a new one: the way back. @param email the new one. */
export async function answerEmailBack(
  writer: Writer,
  domain: Domain,
  ask: Ask,
  email: string,
): Promise<Answer | undefined> {
  const row = ask.person === null ? undefined : await readPersonRow(writer, ask.person)
  if (row === undefined || fold(row.email) === fold(ask.to)) return undefined
  const ticket = { kind: 'email-back', person: row.id, email: ask.to, letter: ask.id } as const
  const made = await issueTicket(writer, domain, ticket)
  const facts = { what: 'email-back', name: row.name, email, ...made } as const
  return { to: ask.to, language: ask.language, facts }
}
