import { hasAppPasswordShape } from '../../../domain/accounts/app-passwords/token.ts'
import { signIn } from '../../../domain/accounts/sign-in/sign-in.ts'
import { handOverAppPassword } from '../../../domain/login-flows/grant.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Handler } from '../route.ts'
import { showConsent } from './flow.ts'
import { finish } from './grant.ts'
import { showOver } from './over.ts'
import { flowState, isState } from './state.ts'

/** The other way to say yes, without signing in: a device password that one already has. */
export const appToken: Handler = async (visit, fields, query) => {
  const state = flowState(visit)
  if (state === undefined || !isState(visit, state, fields.get('stateToken'))) return showOver(visit, 'stale')
  const login = (fields.get('user') ?? '').trim()
  const password = (fields.get('password') ?? '').trim()
  try {
    if (!hasAppPasswordShape(password)) throw new Refusal('not-signed-in', 'credentials-wrong')
    const { person } = await signIn(visit.domain, { login, password, place: visit.request.ip })
    const credentials = { loginName: person.id, appPassword: password }
    return await finish(visit, () => handOverAppPassword(visit.domain, state.login, credentials))
  } catch (error) {
    if (!(error instanceof Refusal && error.kind === 'not-signed-in')) throw error
    return await showConsent(visit, query, { login, text: visit.say('pages.connect.wrong') })
  }
}
