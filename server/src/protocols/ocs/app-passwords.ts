import { revokeAppPassword, rotateAppPassword } from '../../domain/accounts/app-passwords/change.ts'
import { issueAppPassword } from '../../domain/accounts/app-passwords/issue.ts'
import { redeemPhoneTicket } from '../../domain/accounts/app-passwords/phone-ticket.ts'
import { confirmSession } from '../../domain/accounts/sessions/change.ts'
import { signIn } from '../../domain/accounts/sign-in/sign-in.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { parseAuthorization } from '../wire/basic-auth.ts'
import { clientSaid } from '../wire/client-said.ts'
import { type MemberCall, NOTHING, OcsFault, type OcsRoute } from './call.ts'
import { readText } from './read.ts'
import { NOT_SIGNED_IN } from './status.ts'

/** The app password this request came with. @throws OcsFault 403 when it came with something else. */
function held({ caller }: MemberCall): { person: string; id: number } {
  if (caller.appPassword === undefined) throw new OcsFault(403, 'no-app-password')
  return { person: caller.person.id, id: caller.appPassword }
}

async function confirmed(call: MemberCall): Promise<number> {
  const { domain, caller, place } = call
  const password = readText(call, 'password') ?? ''
  try {
    const { by } = await signIn(domain, { login: caller.person.login, password, place, page: true })
    if (by !== 'account-password') throw new OcsFault(403, 'password-wrong')
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'not-signed-in') throw new OcsFault(403, 'password-wrong')
    throw error
  }
  if (caller.session !== undefined) await confirmSession(domain, caller.session)
  return seconds(domain.now())
}

/** App passwords for clients that were given the account password (ocs.md §5.6). */
export const appPasswordRoutes: readonly OcsRoute[] = [
  {
    method: 'GET',
    path: '/core/getapppassword',
    access: 'member',
    async handle({ domain, caller, headers }) {
      if (caller.by === 'app-password') throw new OcsFault(403, 'app-password-by-app-password')
      if (caller.by === 'session') throw new OcsFault(403, 'no-app-password')
      const { token } = await issueAppPassword(domain, caller.actor, {
        person: caller.person.id,
        name: clientSaid(headers['user-agent']),
        ...(caller.login === undefined ? {} : { login: caller.login }),
      })
      return { data: { apppassword: token } }
    },
  },
  {
    method: 'GET',
    path: '/core/getapppassword-onetime',
    access: 'ticket',
    async handle({ domain, headers, place }) {
      const shown = parseAuthorization(headers.authorization)
      if (shown.scheme !== 'basic') throw new OcsFault(NOT_SIGNED_IN, 'not-signed-in')
      const token = await redeemPhoneTicket(domain, {
        ...{ login: shown.login, ticket: shown.password, place },
        name: clientSaid(headers['user-agent']),
      })
      return { data: { apppassword: token } }
    },
  },
  {
    method: 'DELETE',
    path: '/core/apppassword',
    access: 'member',
    async handle(call) {
      await revokeAppPassword(call.domain, call.caller.actor, held(call))
      return NOTHING
    },
  },
  {
    method: 'POST',
    path: '/core/apppassword/rotate',
    access: 'member',
    async handle(call) {
      return { data: { apppassword: await rotateAppPassword(call.domain, call.caller.actor, held(call)) } }
    },
  },
  {
    method: 'PUT',
    path: '/core/apppassword/confirm',
    access: 'member',
    handle: async (call) => ({ data: { lastLogin: await confirmed(call) } }),
  },
]
