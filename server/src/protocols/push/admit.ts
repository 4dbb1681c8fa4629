import { signIn } from '../../domain/accounts/sign-in/sign-in.ts'
import type { Domain } from '../../domain/domain.ts'
import type { Audience } from '../../domain/push/audience.ts'
import { type Proof, proofOf } from '../../domain/push/proof.ts'
import { useTicket } from '../../domain/push/ticket.ts'
import { Refusal, type RefusalKind } from '../../vocabulary/refusal.ts'
import { CLOSE, type Connection, type Spoken } from './connection.ts'
import { AUTHENTICATED, INVALID_CREDENTIALS, TOO_MANY, UNAVAILABLE } from './frames.ts'

/** Lets a client that has said who it is into the audience, or tells it why not. */
export async function admit(
  domain: Domain,
  audience: Audience,
  connection: Connection,
  spoken: Spoken,
): Promise<void> {
  try {
    const proof = await prove(domain, spoken, connection.place)
    if (!connection.open) return
    const leave = await audience.join(proof, connection)
    connection.leave = leave
    if (connection.open) connection.say(AUTHENTICATED)
    else leave()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const [code, frame] = refusing(error.kind)
    connection.refuse(code, frame)
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: no credentials hold any (RFC 7617 §2)
const CONTROL = /[\u0000-\u001f\u007f]/
const wrong = (): Refusal => new Refusal('not-signed-in', 'credentials-wrong')

/** The same credentials as in a Basic header, under the same limits; or, behind an empty name, a ticket. */
async function prove(domain: Domain, { login, password }: Spoken, place: string): Promise<Proof> {
  if (CONTROL.test(login) || CONTROL.test(password)) throw wrong()
  const proof =
    login === ''
      ? await useTicket(domain, password)
      : await proofOf(domain, await signIn(domain, { login, password, place }))
  if (proof === undefined) throw wrong()
  return proof
}

function refusing(kind: RefusalKind): [code: number, frame: string] {
  if (kind === 'not-signed-in') return [CLOSE.policy, INVALID_CREDENTIALS]
  return [CLOSE.tryLater, kind === 'too-many' ? TOO_MANY : UNAVAILABLE]
}
