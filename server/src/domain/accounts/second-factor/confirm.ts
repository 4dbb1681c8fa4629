import { seconds } from '../../../vocabulary/clock.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Domain } from '../../domain.ts'
import { confirmSession } from '../sessions/change.ts'
import type { Session } from '../sessions/session.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { checkSecond, type Shown } from './pending.ts'

/**
 * Somebody who is signed in proves once more who they are: by the password, or by the second factor, which then counts
 * as passed in this session.
 * @throws Refusal `not-permitted` for a wrong proof, `too-many`, `busy`.
 */
export async function confirmAgain(
  domain: Domain,
  session: Session,
  shown: Shown | { readonly password: string },
  place: string,
): Promise<void> {
  try {
    await prove(domain, session, shown, place)
  } catch (error) {
    // Who is signed in stays so.
    if (error instanceof Refusal && error.kind === 'not-signed-in')
      throw new Refusal('not-permitted', error.reason)
    throw error
  }
}

async function prove(
  domain: Domain,
  session: Session,
  shown: Shown | { readonly password: string },
  place: string,
): Promise<void> {
  const person = session.person!
  if (!('password' in shown)) {
    await checkSecond(domain, person.id, shown, place)
    const now = seconds(domain.now())
    await domain.records.write([], (writer) =>
      writer.run('UPDATE session SET confirmed = ?, factor = ? WHERE hash = ?', now, now, session.hash),
    )
    return
  }
  const { password } = shown
  const { by } = await signIn(domain, { login: person.id, password, place, page: true })
  if (by !== 'account-password') throw new Refusal('not-signed-in', 'credentials-wrong')
  await confirmSession(domain, session)
}
