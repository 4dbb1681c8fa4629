import type { Writer } from '../../../storage/records/records.ts'
import type { Actor } from '../../../vocabulary/actor.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import { readPersonRow } from '../people/find.ts'
import { demandAdministrator } from '../people/may-manage.ts'
import { endSessions } from '../sessions/end-all.ts'
import type { Session } from '../sessions/session.ts'
import { forgetBrowsers } from './browsers.ts'
import { isGuarded } from './factor.ts'
import { demandFresh } from './fresh.ts'
import { isRequired } from './require.ts'
import { tellSecurity } from './tell.ts'

const TOTP = "DELETE FROM second_factor WHERE person = ? AND kind = 'totp'"
const PASSKEY = "DELETE FROM second_factor WHERE person = ? AND kind = 'passkey' AND id = ?"
const ALL = 'DELETE FROM second_factor WHERE person = ?'

/** @throws Refusal `not-found`, `not-permitted` (`second-factor-required`) for the last one; see also `demandFresh`. */
export const removeTotp = (domain: Domain, session: Session): Promise<void> =>
  remove(domain, session, 'totp-removed', (writer, person) => writer.run(TOTP, person))

/** @throws Refusal, see `removeTotp`. */
export const removePasskey = (domain: Domain, session: Session, id: number): Promise<void> =>
  remove(domain, session, 'passkey-removed', (writer, person) => writer.run(PASSKEY, person, id))

async function remove(
  domain: Domain,
  session: Session,
  change: 'totp-removed' | 'passkey-removed',
  take: (writer: Writer, person: PersonId) => Promise<number>,
): Promise<void> {
  demandFresh(domain, session)
  const member = session.member!
  const { person } = member
  await domain.records.write([], async (writer) => {
    if ((await take(writer, person)) === 0) throw new Refusal('not-found', 'second-factor-missing')
    if (!(await isGuarded(writer, person))) {
      if (await isRequired(writer, session.person!))
        throw new Refusal('not-permitted', 'second-factor-required')
      // Codes that stand for a second factor stand for nothing without one.
      await writer.run(ALL, person)
      await forgetBrowsers(writer, person)
    }
    await audit(writer, domain, member, { verb: `second-factor.${change}`, subject: person })
    await tellSecurity(writer, domain, person, change, member.place)
  })
}

/**
 * Helps somebody who lost their telephone and their codes: nothing of the second factor is left, and every browser is
 * signed out. Devices stay connected. Where one is required it is set up at the next sign-in.
 * @throws Refusal `not-permitted` for whoever is no administrator, `not-found`.
 */
export async function resetSecondFactor(domain: Domain, actor: Actor, person: PersonId): Promise<void> {
  demandAdministrator(actor)
  await domain.records.write([], async (writer) => {
    const row = await readPersonRow(writer, person)
    if (row === undefined) throw new Refusal('not-found', 'person-missing', { facts: { id: person } })
    const count = await writer.run(ALL, row.id)
    await forgetBrowsers(writer, row.id)
    await endSessions(writer, row.id)
    writer.announce({ kind: 'access', person: row.id })
    await audit(writer, domain, actor, { verb: 'second-factor.reset', subject: row.id, detail: { count } })
    if (count > 0) await tellSecurity(writer, domain, row.id, 'reset')
  })
}
