import type { Reader, Writer } from '../../../storage/records/records.ts'
import type { Actor } from '../../../vocabulary/actor.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { fold } from '../../../vocabulary/fold.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import type { Quota } from '../../settings/known.ts'
import { writeSetting } from '../../settings/write.ts'
import { keepPersonWords } from '../../sharees/words.ts'
import { createSpace } from '../../spaces/create.ts'
import { ADMINISTRATORS } from '../groups/group.ts'
import { joinGroup } from '../groups/membership.ts'
import { hashPassword } from '../passwords/hash.ts'
import { acceptPassword } from '../passwords/policy.ts'
import { acceptEmail, acceptLine, acceptPersonId } from './accept.ts'
import { readPersonRow } from './find.ts'
import { demandAdministrator, isAdministrator, mayLead } from './may-manage.ts'
import { type Person, personOf } from './person.ts'

export interface NewPerson {
  /** `A-Z a-z 0-9 space _ . @ - '`; unique whatever the capitals, and never given to anybody again. */
  readonly id: PersonId
  readonly name?: string
  readonly email?: string
  /** Without one they cannot sign in with a password. */
  readonly password?: string
  /** Ids of groups that exist. */
  readonly groups?: readonly string[]
  /** Ids of groups they look after. */
  readonly leads?: readonly string[]
  /** Null or absent: what applies to everybody. */
  readonly quota?: Quota | null
  readonly admin?: boolean
  readonly language?: string
  readonly academy?: string
  /** They make their account themselves, and are asked for their profile when they enter. */
  readonly newcomer?: boolean
}

const ADD = `INSERT INTO person
  (id, folded, login, name, name_folded, email, email_folded, password, admin, space, academy, language, newcomer,
    created)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?, ?) ON CONFLICT DO NOTHING`

/**
 * A new account with its space.
 * @throws Refusal `exists` for an id that is or was somebody's, `bad-request`, `not-found` (`group-missing`),
 * `not-permitted`.
 */
export async function addPerson(domain: Domain, actor: Actor, wanted: NewPerson): Promise<Person> {
  const id = acceptPersonId(wanted.id)
  const email = acceptEmail(wanted.email ?? '')
  const name = acceptLine(wanted.name ?? '', 255) || id
  if (wanted.password !== undefined) acceptPassword(wanted.password, { id })
  await domain.records.read((reader) => demandMayAdd(reader, actor, wanted))
  const hash = wanted.password === undefined ? null : await hashPassword(wanted.password)
  return await domain.records.write([], (writer) =>
    writePerson(writer, domain, actor, { ...wanted, id, name, email }, hash),
  )
}

/**
 * The same in a transaction of the caller's, which has judged what is wanted.
 * @param hash of the password; null without one.
 */
export async function writePerson(
  writer: Writer,
  domain: Domain,
  actor: Actor,
  wanted: NewPerson & { readonly name: string; readonly email: string },
  hash: string | null,
): Promise<Person> {
  const { id, name, email } = wanted
  const added = await writer.run(
    ...[ADD, id, fold(id), fold(id), name, fold(name), email, fold(email), hash],
    ...[wanted.academy ?? '', wanted.language ?? '', wanted.newcomer ? 1 : 0, seconds(domain.now())],
  )
  if (added === 0) throw new Refusal('exists', 'person-exists', { facts: { id } })
  await furnish(writer, domain, id, wanted)
  await keepPersonWords(writer, { id, name, email, academy: wanted.academy ?? '' })
  await audit(writer, domain, actor, { verb: 'person.add', subject: id, detail: { name, email } })
  return personOf((await readPersonRow(writer, id))!)
}

/** What comes with an account: its space, groups and quota. */
async function furnish(writer: Writer, domain: Domain, id: PersonId, wanted: NewPerson): Promise<void> {
  const now = seconds(domain.now())
  const space = await createSpace(writer, { kind: 'person', owner: id }, now)
  await writer.run('UPDATE person SET space = ? WHERE id = ?', space, id)
  const groups = new Set(wanted.groups ?? [])
  if (wanted.admin) groups.add(ADMINISTRATORS)
  for (const group of groups) await joinGroup(writer, id, group, now)
  for (const group of new Set(wanted.leads ?? []))
    await writer.run('INSERT INTO leadership (circle, person) VALUES (?, ?)', group, id)
  if (wanted.quota !== undefined && wanted.quota !== null)
    await writeSetting(writer, { scope: 'person', subject: id }, 'quota.default', wanted.quota)
}

const GROUP = 'SELECT 1 AS found FROM circle WHERE id = ?'

/** Leaders of groups may add people to their groups, and to nothing else. */
async function demandMayAdd(reader: Reader, actor: Actor, wanted: NewPerson): Promise<void> {
  const groups = wanted.groups ?? []
  if (!isAdministrator(actor)) {
    if (groups.length === 0) throw new Refusal('not-permitted', 'group-needed')
    if (wanted.admin || wanted.quota !== undefined || (wanted.leads ?? []).length > 0)
      demandAdministrator(actor)
  }
  for (const group of [...groups, ...(wanted.leads ?? [])]) {
    if ((await reader.get(GROUP, group)) === undefined)
      throw new Refusal('not-found', groups.includes(group) ? 'group-missing' : 'led-group-missing', {
        facts: { group },
      })
    if (!(await mayLead(reader, actor, group)) || (group === ADMINISTRATORS && !isAdministrator(actor)))
      throw new Refusal('not-permitted', 'not-your-group', { facts: { group } })
  }
  if ((wanted.leads ?? []).includes(ADMINISTRATORS))
    throw new Refusal('not-permitted', 'administrators-unled')
}
