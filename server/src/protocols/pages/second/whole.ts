import type { Session } from '../../../domain/accounts/sessions/session.ts'
import { enter } from '../account/enter.ts'
import type { Visit } from '../visit.ts'

/** The whole session in place of the one that waited. */
export async function whole(visit: Visit, session: Session, to: string): Promise<string> {
  const remember = session.data.remember === true
  return await enter(visit, { person: session.person!, vouched: true, to, remember })
}
