import type { Writer } from '../../../storage/records/records.ts'
import type { Actor } from '../../../vocabulary/actor.ts'
import { fold } from '../../../vocabulary/fold.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import type { Quota } from '../../settings/known.ts'
import { writeSetting } from '../../settings/write.ts'
import { keepPersonWords } from '../../sharees/words.ts'
import { dropTickets } from '../tickets/drop.ts'
import { acceptEmail, acceptLine, acceptLogin } from './accept.ts'
import { readPersonRow } from './find.ts'
import { demandAdministrator, demandManage, isAdministrator, isSelf } from './may-manage.ts'
import type { PersonRow } from './person.ts'
import { mergeProfile } from './profile.ts'

/** What is absent stays as it is. */
export interface PersonChange {
  readonly name?: string
  readonly email?: string
  readonly language?: string
  /** Empty values take a field away. */
  readonly profile?: Readonly<Record<string, string>>
  /** Null: what applies to everybody. Not for oneself. */
  readonly quota?: Quota | null
  /** Administrators only. */
  readonly login?: string
  /** Administrators only. */
  readonly academy?: string
}

const CHANGE = `UPDATE person SET name = ?, name_folded = ?, email = ?, email_folded = ?, language = ?,
  profile = ?, organisation = ?, login = ?, academy = ? WHERE id = ?`
const TAKEN = 'SELECT 1 AS found FROM person WHERE (folded = ? OR login = ?) AND id <> ?'
const LANGUAGE = /^([a-z]{2,3}([-_][A-Za-z0-9]{2,8})*)?$/

/** @throws Refusal `not-found`, `not-permitted`, `bad-request`, `exists` for a login name that is taken. */
export async function changePerson(
  domain: Domain,
  actor: Actor,
  person: PersonId,
  change: PersonChange,
): Promise<void> {
  await domain.records.write([], (writer) => writePersonChange(writer, domain, actor, person, change))
}

/** The same in a transaction of the caller's. */
export async function writePersonChange(
  writer: Writer,
  domain: Domain,
  actor: Actor,
  person: PersonId,
  change: PersonChange,
): Promise<void> {
  const row = await readPersonRow(writer, person)
  if (row === undefined) throw new Refusal('not-found', 'person-missing', { facts: { id: person } })
  await demandMayChange(writer, domain, actor, row, change)
  const name = change.name === undefined ? row.name : acceptLine(change.name, 255) || row.id
  const email = change.email === undefined ? row.email : acceptEmail(change.email)
  const login = change.login === undefined ? row.login : acceptLogin(change.login)
  if (login !== row.login && (await writer.get(TAKEN, login, login, row.id)) !== undefined)
    throw new Refusal('exists', 'login-taken', { facts: { login } })
  const language = change.language ?? row.language
  if (!LANGUAGE.test(language)) throw new Refusal('bad-request', 'language')
  const profile = mergeProfile(row, change.profile)
  const academy = change.academy === undefined ? row.academy : acceptLine(change.academy, 64)
  await writer.run(
    ...[CHANGE, name, fold(name), email, fold(email), language],
    ...[JSON.stringify(profile), profile.organisation ?? '', login, academy, row.id],
  )
  // What was sent to the address before opens the account no more.
  if (email !== row.email) await dropTickets(writer, row.id, 'password')
  if (name !== row.name || email !== row.email || academy !== row.academy)
    await keepPersonWords(writer, { id: row.id, name, email, academy })
  if (change.quota !== undefined)
    await writeSetting(writer, { scope: 'person', subject: row.id }, 'quota.default', change.quota)
  const fields = [...Object.keys(change), ...Object.keys(change.profile ?? {})].join(' ')
  await audit(writer, domain, actor, { verb: 'person.change', subject: row.id, detail: { fields } })
}

async function demandMayChange(
  writer: Writer,
  domain: Domain,
  actor: Actor,
  row: PersonRow,
  change: PersonChange,
): Promise<void> {
  if (change.login !== undefined || change.academy !== undefined) demandAdministrator(actor)
  if (!isSelf(actor, row.id)) await demandManage(writer, actor, row)
  else if (change.quota !== undefined) demandAdministrator(actor)
  else demandAddressKept(domain, actor, row, change)
}

/**
 * A letter to one's address opens the account: where letters go out, one changes it by a page that asks for the
 * password and confirms the new one, which a stolen app password cannot.
 */
function demandAddressKept(domain: Domain, actor: Actor, row: PersonRow, { email }: PersonChange): void {
  if (email === undefined || isAdministrator(actor) || domain.postman === undefined) return
  if (acceptEmail(email) !== row.email) throw new Refusal('not-permitted', 'email-by-page')
}
