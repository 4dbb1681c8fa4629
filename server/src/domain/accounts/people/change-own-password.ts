import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Domain } from '../../domain.ts'
import { confirmAgain } from '../second-factor/confirm.ts'
import { lacksFactor } from '../second-factor/fresh.ts'
import type { Session } from '../sessions/session.ts'
import { setPassword } from './set-password.ts'

/**
 * Somebody who is signed in changes their password by the one they have: every other browser is signed out.
 * @throws Refusal `not-permitted` for a wrong password or a second factor that was not passed here, `bad-request` saying
 *   which rule the new one breaks, `not-found` for who signs in elsewhere, `too-many`, `busy`.
 */
export async function changeOwnPassword(
  domain: Domain,
  session: Session,
  {
    current,
    password,
    place,
  }: { readonly current: string; readonly password: string; readonly place: string },
): Promise<void> {
  const person = session.person!
  if (!person.hasPassword) throw new Refusal('not-found', 'password-elsewhere')
  if (lacksFactor(session)) throw new Refusal('not-permitted', 'second-factor-first')
  await confirmAgain(domain, session, { password: current }, place)
  await setPassword(domain, session.member!, person.id, password, session.hash)
}
