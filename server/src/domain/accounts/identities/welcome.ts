import { createHash } from 'node:crypto'
import type { Reader, Writer } from '../../../storage/records/records.ts'
import { type Member, SYSTEM } from '../../../vocabulary/actor.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { fold } from '../../../vocabulary/fold.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { type Academy, readAcademies } from '../../academies/academy.ts'
import { academyOfAddress } from '../../academies/find-by-address.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import type { ProviderRow, Statement } from '../../providers/provider.ts'
import { acceptEmail, acceptPersonId } from '../people/accept.ts'
import { writePerson } from '../people/add.ts'
import { type PersonChange, writePersonChange } from '../people/change.ts'
import { readPersonRow } from '../people/find.ts'
import { PERSON_COLUMNS, type Person, type PersonRow, personOf } from '../people/person.ts'
import { type Claims, readClaims } from './claims.ts'
import { followGroups } from './groups.ts'
import { type Identity, readIdentity, writeIdentity } from './link.ts'

export interface Welcomed {
  readonly person: Person
  readonly member: Member
  /** The account was made just now. */
  readonly isNew: boolean
}

export interface Arrival {
  readonly provider: ProviderRow
  readonly statement: Statement
  /** The academy that was chosen before; counts where the provider says none. */
  readonly academy?: string
  /** The address they come from. */
  readonly place: string
}

/**
 * Whoever a provider says it is: the person they were before, whatever they are called now; else, where that is
 * wished, whoever has the same confirmed address; else a new account with its space.
 * @throws Refusal `not-signed-in` (`provider-nobody`, `account-disabled`, `account-gone`, `account-not-made`).
 */
export async function welcome(domain: Domain, arrival: Arrival): Promise<Welcomed> {
  const { provider, statement } = arrival
  const claims = readClaims(provider.settings.mapping, statement)
  if (claims === undefined) throw new Refusal('not-signed-in', 'provider-nobody')
  try {
    return await receive(domain, arrival, claims)
  } catch (error) {
    // Somebody who came twice at the same moment, by two windows: the account is there now.
    if (!(error instanceof Refusal) || error.kind !== 'exists') throw error
    return await receive(domain, arrival, claims)
  }
}

async function receive(domain: Domain, arrival: Arrival, claims: Claims): Promise<Welcomed> {
  const { provider, place } = arrival
  return await domain.records.write([], async (writer) => {
    const academies = await readAcademies(writer)
    const known = await readIdentity(writer, provider.id, claims.subject)
    const found = known === undefined ? undefined : await personOfIdentity(writer, known)
    const academy = academyOf(academies, provider.id, claims, found === undefined ? arrival.academy : '')
    const joined = found ?? (await joinByAddress(writer, domain, provider, claims, academy))
    const id = joined?.id ?? (await make(writer, domain, provider, claims, academy))
    await refresh(writer, domain, { provider, claims, academy, id })
    await writer.run(SEEN, seconds(domain.now()), seconds(domain.now()), id)
    const person = personOf((await readPersonRow(writer, id))!)
    const member: Member = { kind: 'member', person: id, admin: person.admin, place }
    return { person, member, isNew: joined === undefined }
  })
}

const SEEN = 'UPDATE person SET last_seen = ?, first_seen = COALESCE(first_seen, ?) WHERE id = ?'
const OWNER = `SELECT ${PERSON_COLUMNS}, p.removed FROM person p WHERE p.id = ?`

async function personOfIdentity(reader: Reader, { person }: Identity): Promise<PersonRow> {
  const row = await reader.get<PersonRow & { removed: number | null }>(OWNER, person)
  if (row === undefined || row.removed !== null) throw new Refusal('not-signed-in', 'account-gone')
  return demandEnabled(row)
}

function demandEnabled(row: PersonRow): PersonRow {
  if (row.enabled !== 1) throw new Refusal('not-signed-in', 'account-disabled')
  return row
}

/** What the provider says counts first, then what follows from the address, then what they chose themselves. */
function academyOf(
  all: readonly Academy[],
  provider: string,
  claims: Claims,
  chosen: string | undefined,
): string | undefined {
  const served = all.filter(({ providers }) => providers.includes(provider))
  const said = served.find(({ id }) => id === claims.academy)
  if (said !== undefined) return said.id
  if (served.length === 1) return served[0]!.id
  const byAddress = claims.email === undefined ? undefined : academyOfAddress(served, claims.email)
  return (byAddress ?? served.find(({ id }) => id === chosen))?.id
}

const BY_EMAIL = `SELECT ${PERSON_COLUMNS} FROM person p
  WHERE p.email_folded = ? AND p.removed IS NULL ORDER BY p.id LIMIT 2`

/** An address that two accounts have is nobody's; administrators are joined by hand alone. */
async function joinByAddress(
  writer: Writer,
  domain: Domain,
  provider: ProviderRow,
  claims: Claims,
  academy: string | undefined,
): Promise<PersonRow | undefined> {
  const { email } = claims
  if (provider.settings.joins !== 'email' || email === undefined || !claims.emailConfirmed) return undefined
  const rows = await writer.all<PersonRow>(BY_EMAIL, fold(email))
  const [row] = rows
  if (row === undefined || rows.length > 1 || row.admin === 1) return undefined
  if (academy === undefined || row.academy !== academy) return undefined
  demandEnabled(row)
  await writeIdentity(writer, domain, { provider: provider.id, subject: claims.subject, person: row.id })
  const detail = { provider: provider.id, subject: claims.subject, by: 'email' }
  await audit(writer, domain, SYSTEM, { verb: 'identity.join', subject: row.id, detail })
  return row
}

async function make(
  writer: Writer,
  domain: Domain,
  provider: ProviderRow,
  claims: Claims,
  academy: string | undefined,
): Promise<PersonId> {
  if (!provider.settings.makes) throw new Refusal('not-signed-in', 'account-not-made')
  const id = await freeId(writer, provider.id, claims)
  const wanted = {
    id,
    name: claims.name ?? id,
    email: emailOf(claims) ?? '',
    academy: academy ?? '',
    newcomer: true,
  }
  await writePerson(writer, domain, SYSTEM, wanted, null)
  await writeIdentity(writer, domain, { provider: provider.id, subject: claims.subject, person: id })
  const detail = { provider: provider.id, subject: claims.subject }
  await audit(writer, domain, SYSTEM, { verb: 'identity.make', subject: id, detail })
  return id
}

const TAKEN = 'SELECT 1 AS found FROM person WHERE folded = ? OR login = ?'

/** Nobody comes by an account because their name elsewhere is that of somebody here. */
async function freeId(reader: Reader, provider: string, { id, subject }: Claims): Promise<PersonId> {
  for (const wished of [id, subject])
    if (wished !== undefined && fitsId(wished)) {
      const folded = fold(wished)
      if ((await reader.get(TAKEN, folded, folded)) === undefined) return wished
    }
  const hash = createHash('sha256').update(`${provider}\0${subject}`).digest('hex')
  return `f${hash.slice(0, 20)}`
}

function fitsId(id: string): boolean {
  try {
    return acceptPersonId(id) === id
  } catch {
    return false
  }
}

/** One that is no address is as good as not sent. */
function emailOf({ email }: Claims): string | undefined {
  try {
    return email === undefined ? undefined : acceptEmail(email)
  } catch {
    return undefined
  }
}

const REFRESH = 'UPDATE identity SET seen = ?, attributes = ?, circles = ? WHERE provider = ? AND subject = ?'

async function refresh(
  writer: Writer,
  domain: Domain,
  now: { provider: ProviderRow; claims: Claims; academy: string | undefined; id: PersonId },
): Promise<void> {
  const { provider, claims, id } = now
  const row = (await readPersonRow(writer, id))!
  const identity = (await readIdentity(writer, provider.id, claims.subject))!
  const change = { ...changeOf(row, claims, now.academy), ...quotaOf(identity, claims) }
  if (Object.keys(change).length > 0) await writePersonChange(writer, domain, SYSTEM, id, change)
  const { circles: before } = identity
  const circles =
    claims.groups === undefined
      ? before
      : await followGroups(writer, domain, provider, id, { before, names: claims.groups })
  const { subject: _subject, ...kept } = claims
  const attributes = JSON.stringify({ ...identity.attributes, ...kept })
  await writer.run(
    ...[REFRESH, seconds(domain.now()), attributes, JSON.stringify(circles)],
    ...[provider.id, claims.subject],
  )
}

function changeOf(row: PersonRow, claims: Claims, academy: string | undefined): PersonChange {
  const { name } = claims
  const email = emailOf(claims)
  return {
    ...(name !== undefined && name !== row.name ? { name } : {}),
    ...(email !== undefined && email !== row.email ? { email } : {}),
    ...(academy !== undefined && academy !== row.academy ? { academy } : {}),
  }
}

/** Said anew only: a quota that an administrator gave meanwhile stays. */
const quotaOf = ({ attributes }: Identity, { quota }: Claims): PersonChange =>
  quota === undefined || quota === attributes.quota ? {} : { quota }
