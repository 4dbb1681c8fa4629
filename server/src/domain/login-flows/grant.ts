import type { Writer } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { writeAppPassword } from '../accounts/app-passwords/issue.ts'
import type { Domain } from '../domain.ts'
import { flowsOverAt, flowTokenHash, type LoginFlowRow } from './flow.ts'
import { seal } from './seal.ts'

/** What a client signs in with from then on. */
export interface Credentials {
  readonly loginName: string
  readonly appPassword: string
}

const WAITING = 'SELECT poll, client, recipient, sealed FROM login_flow WHERE login = ? AND created > ?'
const GRANT = 'UPDATE login_flow SET sealed = ?, app_password = ? WHERE poll = ? AND sealed IS NULL'

/**
 * The signed-in person lets the client in: it gets an app password of its own, named after it.
 * @param unnamed what to call a client that did not say its name.
 * @throws Refusal `gone` (`login-flow-over`), `exists` (`login-flow-granted`) when somebody already said yes,
 * `too-many` (`app-passwords`).
 */
export async function grantLoginFlow(
  domain: Domain,
  login: string,
  by: { member: Member; loginName: string; unnamed: string },
): Promise<void> {
  await domain.records.write([], async (writer) => {
    const flow = await waitingFlow(writer, domain, login)
    const name = flow.client || by.unnamed
    const wanted = { person: by.member.person, name, login: by.loginName }
    const { id, token } = await writeAppPassword(writer, domain, by.member, wanted)
    await sealFor(writer, flow, { loginName: by.loginName, appPassword: token }, id)
  })
}

/** Hands an app password that somebody already had to the client; whoever calls has checked that it is valid. */
export async function handOverAppPassword(
  domain: Domain,
  login: string,
  credentials: Credentials,
): Promise<void> {
  await domain.records.write([], async (writer) => {
    await sealFor(writer, await waitingFlow(writer, domain, login), credentials, null)
  })
}

type WaitingFlow = Pick<LoginFlowRow, 'poll' | 'client' | 'recipient' | 'sealed'>

async function waitingFlow(writer: Writer, domain: Domain, login: string): Promise<WaitingFlow> {
  const hash = flowTokenHash(login)
  const row =
    hash === undefined ? undefined : await writer.get<WaitingFlow>(WAITING, hash, flowsOverAt(domain.now))
  if (row === undefined) throw new Refusal('gone', 'login-flow-over')
  if (row.sealed !== null) throw new Refusal('exists', 'login-flow-granted')
  return row
}

async function sealFor(
  writer: Writer,
  flow: WaitingFlow,
  credentials: Credentials,
  appPassword: number | null,
): Promise<void> {
  const sealed = seal(JSON.stringify(credentials), flow.recipient)
  // Somebody may say yes at the same moment on another connection; the first one counts.
  if ((await writer.run(GRANT, sealed, appPassword, flow.poll)) !== 1)
    throw new Refusal('exists', 'login-flow-granted')
}
