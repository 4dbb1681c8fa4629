import { issueAppPassword } from '../../server/src/domain/accounts/app-passwords/issue.ts'
import { addPerson, type NewPerson } from '../../server/src/domain/accounts/people/add.ts'
import type { Domain } from '../../server/src/domain/domain.ts'
import { SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { Client, type Credentials } from '../protocol/client.ts'

/** Somebody with an account, and every way they sign in. */
export interface Inhabitant {
  readonly id: string
  /** Their own password. */
  readonly account: Credentials
  /** A password made for a program. */
  readonly app: Credentials
  /** Speaks to the house as a program of theirs. */
  readonly client: Client
}

/** Everybody's, unless something else is wished. */
export const PASSWORD = 'four small grey clouds'

/** Adds a person by the domain's own verbs. */
export async function settle(domain: Domain, url: string, wanted: NewPerson): Promise<Inhabitant> {
  const password = wanted.password ?? PASSWORD
  const person = await addPerson(domain, SYSTEM, { ...wanted, password })
  const { token } = await issueAppPassword(domain, SYSTEM, { person: person.id, name: 'test' })
  const app = { user: person.id, password: token }
  return { id: person.id, account: { user: person.id, password }, app, client: new Client(url, app) }
}
