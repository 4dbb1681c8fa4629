import type { Reader, Writer } from '../../../storage/records/records.ts'
import type { Domain } from '../../domain.ts'
import { resolveSetting } from '../../settings/resolve.ts'
import type { Answer, Ask } from '../letters/answer.ts'
import { readPeopleByEmail } from '../people/find-by-email.ts'
import type { PersonRow } from '../people/person.ts'
import { academyShown } from '../sign-up/answer.ts'
import { issueTicket } from '../tickets/issue.ts'

/** A way to a new password; or where they sign in, for who has none here; or nothing. */
export async function answerForgotten(writer: Writer, domain: Domain, ask: Ask): Promise<Answer | undefined> {
  const people = (await readPeopleByEmail(writer, ask.to)).filter(({ enabled }) => enabled === 1)
  const first = people.find(({ email }) => email === ask.to) ?? people[0]
  if (first === undefined) return undefined
  const letter = { to: first.email, language: first.language || ask.language }
  const here = people.filter(({ email, password }) => email === first.email && password !== null)
  if (here.length === 0) return { ...letter, facts: await elsewhere(writer, first) }
  const accounts: { id: string; token: string }[] = []
  let until = 0
  for (const row of here) {
    if (!(await mayForget(writer, row))) continue
    const ticket = { kind: 'password', person: row.id, email: row.email, letter: ask.id } as const
    const made = await issueTicket(writer, domain, ticket)
    accounts.push({ id: row.id, token: made.token })
    until = made.until
  }
  return accounts.length === 0 ? undefined : { ...letter, facts: { what: 'password', accounts, until } }
}

export const mayForget = async (
  reader: Reader,
  person: Pick<PersonRow, 'id' | 'academy'>,
): Promise<boolean> => (await resolveSetting(reader, 'accounts.forgotten-password', person)).value

const PROVIDERS = `SELECT DISTINCT v.name FROM identity i JOIN provider v ON v.id = i.provider
  WHERE i.person = ? AND v.enabled = 1 ORDER BY v.name`

async function elsewhere(reader: Reader, { id, name, academy }: PersonRow) {
  const providers = (await reader.all<{ name: string }>(PROVIDERS, id)).map((row) => row.name)
  return { what: 'elsewhere', name, academy: await academyShown(reader, academy), providers } as const
}
