import type { Writer } from '../../../storage/records/records.ts'
import type { Actor } from '../../../vocabulary/actor.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import { readPersonRow } from '../people/find.ts'
import { isSelf } from '../people/may-manage.ts'
import { isGuarded } from '../second-factor/factor.ts'
import { newAppPassword, tokenHash } from './token.ts'

const PER_PERSON = 500
const NAME_LENGTH = 128
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]+/g

/** Programs name themselves by what they send as User-Agent: cut rather than refused. */
export const appPasswordName = (name: string): string =>
  name.toWellFormed().replace(CONTROL, ' ').trim().slice(0, NAME_LENGTH)

export interface Issued {
  readonly id: number
  /** Shown once: only its hash is kept. */
  readonly token: string
}

/**
 * A new app password; only its owner, or Nuage itself, can have one made. It opens files without a second factor, so
 * whoever has one must have passed it in the session that asks.
 * @param wanted.login what the person typed to sign in; their login name when absent.
 */
export const issueAppPassword = (
  domain: Domain,
  actor: Actor,
  wanted: { person: PersonId; name: string; login?: string },
): Promise<Issued> => domain.records.write([], (writer) => writeAppPassword(writer, domain, actor, wanted))

/** The same within a transaction that does more. */
export async function writeAppPassword(
  writer: Writer,
  domain: Domain,
  actor: Actor,
  wanted: { person: PersonId; name: string; login?: string },
): Promise<Issued> {
  const row = await readPersonRow(writer, wanted.person)
  if (row === undefined) throw new Refusal('not-found', 'person-missing', { facts: { id: wanted.person } })
  if (actor.kind !== 'system' && !isSelf(actor, row.id))
    throw new Refusal('not-permitted', 'not-your-account')
  if (actor.kind === 'member' && actor.factor !== true && (await isGuarded(writer, row.id)))
    throw new Refusal('not-permitted', 'second-factor-first')
  const held = await writer.get<{ count: number }>(
    'SELECT count(*) AS count FROM app_password WHERE person = ?',
    row.id,
  )
  if (held!.count >= PER_PERSON)
    throw new Refusal('too-many', 'app-passwords', { facts: { count: PER_PERSON } })
  const token = newAppPassword()
  const id = await writer.ids('row')
  const name = appPasswordName(wanted.name)
  await writer.run(
    'INSERT INTO app_password (id, person, login, name, hash, created) VALUES (?, ?, ?, ?, ?, ?)',
    ...[id, row.id, wanted.login ?? row.login, name, tokenHash(token), seconds(domain.now())],
  )
  await audit(writer, domain, actor, { verb: 'app-password.issue', subject: row.id, detail: { id, name } })
  return { id, token }
}
