import { createHash } from 'node:crypto'
import type { Reader, Writer } from '../../../storage/records/records.ts'
import type { Actor } from '../../../vocabulary/actor.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import { readPersonRow } from '../people/find.ts'
import { demandAdministrator } from '../people/may-manage.ts'

/** Who somebody is at a provider. Times are seconds. */
export interface Identity {
  readonly provider: string
  /** What stays when name and academy change. */
  readonly subject: string
  readonly person: PersonId
  readonly created: number
  readonly seen: number
  /** As they were last said. */
  readonly attributes: Readonly<Record<string, unknown>>
  /** Groups this provider put them into. */
  readonly circles: readonly string[]
}

interface IdentityRow extends Omit<Identity, 'attributes' | 'circles'> {
  attributes: string
  circles: string
}

const COLUMNS = 'provider, subject, person, created, seen, attributes, circles'
const ONE = `SELECT ${COLUMNS} FROM identity WHERE provider = ? AND subject IN (?, ?) ORDER BY subject LIMIT 1`
const OF_PERSON = `SELECT ${COLUMNS} FROM identity WHERE person = ? ORDER BY provider, subject`
const ADD = `INSERT INTO identity (provider, subject, person, created, seen) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT DO NOTHING`

const identityOf = (row: IdentityRow): Identity => ({
  ...row,
  attributes: JSON.parse(row.attributes),
  circles: JSON.parse(row.circles),
})

/** What is kept of the subject of somebody whose account is gone: enough to know them again. */
const blurred = (provider: string, subject: string): string =>
  `#${createHash('sha256').update(`${provider}\0${subject}`).digest('base64url')}`

/** Also of somebody whose account is gone: it is never made again. */
export async function readIdentity(
  reader: Reader,
  provider: string,
  subject: string,
): Promise<Identity | undefined> {
  const row = await reader.get<IdentityRow>(ONE, provider, subject, blurred(provider, subject))
  return row === undefined ? undefined : identityOf(row)
}

export const identitiesOf = async (reader: Reader, person: PersonId): Promise<Identity[]> =>
  (await reader.all<IdentityRow>(OF_PERSON, person)).map(identityOf)

export const listIdentities = (domain: Domain, person: PersonId): Promise<Identity[]> =>
  domain.records.read((reader) => identitiesOf(reader, person))

/** @throws Refusal `exists` (`identity-taken`). */
export async function writeIdentity(
  writer: Writer,
  domain: Domain,
  { provider, subject, person }: Pick<Identity, 'provider' | 'subject' | 'person'>,
): Promise<void> {
  const now = seconds(domain.now())
  if ((await writer.run(ADD, provider, subject, person, now, now)) === 0)
    throw new Refusal('exists', 'identity-taken', { facts: { provider, subject, id: person } })
}

/** In the transaction that ends an account: who it was is forgotten, that it was is not. */
export async function forgetIdentities(writer: Writer, person: PersonId): Promise<void> {
  for (const { provider, subject } of await identitiesOf(writer, person))
    await writer.run(
      "UPDATE identity SET subject = ?, attributes = '{}', circles = '[]' WHERE provider = ? AND subject = ?",
      ...[subject.startsWith('#') ? subject : blurred(provider, subject), provider, subject],
    )
}

/**
 * Somebody at a provider is from now on the person with this account: after a hand-over, or for an account that was
 * there before the provider.
 * @throws Refusal `not-found` (`person-missing`, `provider-missing`), `exists` (`identity-taken`).
 */
export async function joinIdentity(
  domain: Domain,
  actor: Actor,
  { provider, subject, person }: Pick<Identity, 'provider' | 'subject' | 'person'>,
): Promise<void> {
  demandAdministrator(actor)
  if (subject === '' || subject.length > 255 || subject.startsWith('#'))
    throw new Refusal('bad-request', 'identity-subject')
  await domain.records.write([], async (writer) => {
    const row = await readPersonRow(writer, person)
    if (row === undefined) throw new Refusal('not-found', 'person-missing', { facts: { id: person } })
    if ((await writer.get('SELECT 1 AS found FROM provider WHERE id = ?', provider)) === undefined)
      throw new Refusal('not-found', 'provider-missing', { facts: { provider } })
    const taken = await readIdentity(writer, provider, subject)
    if (taken !== undefined)
      throw new Refusal('exists', 'identity-taken', { facts: { provider, subject, id: taken.person } })
    await writeIdentity(writer, domain, { provider, subject, person: row.id })
    await audit(writer, domain, actor, {
      verb: 'identity.join',
      subject: row.id,
      detail: { provider, subject },
    })
  })
}

/** The account stays; whoever comes with this identity again is a stranger. @throws Refusal `not-found` (`identity-missing`). */
export async function partIdentity(
  domain: Domain,
  actor: Actor,
  { provider, subject }: Pick<Identity, 'provider' | 'subject'>,
): Promise<PersonId> {
  demandAdministrator(actor)
  return await domain.records.write([], async (writer) => {
    const found = await readIdentity(writer, provider, subject)
    if (found === undefined)
      throw new Refusal('not-found', 'identity-missing', { facts: { provider, subject } })
    await writer.run('DELETE FROM identity WHERE provider = ? AND subject = ?', provider, found.subject)
    await writer.run('DELETE FROM session WHERE person = ? AND provider = ?', found.person, provider)
    await audit(writer, domain, actor, {
      verb: 'identity.part',
      subject: found.person,
      detail: { provider, subject },
    })
    return found.person
  })
}
