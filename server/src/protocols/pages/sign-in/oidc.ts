import { endVisits } from '../../../domain/accounts/identities/sign-out.ts'
import { demandFirstUse } from '../../../domain/providers/seen-once.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { sendData } from '../data.ts'
import type { Handler } from '../route.ts'
import { arrive } from './arrive.ts'
import { callbackOf, speak } from './begin.ts'
import { takePending } from './pending.ts'
import { showRefused } from './refused.ts'

/** The browser comes back with a code. */
export const oidcAnswer: Handler = async (visit, _fields, query, { provider: id = '' }) => {
  const pending = takePending(visit, id, query.get('state'))
  // Whoever presses “back” after signing in is signed in.
  if (pending === undefined && visit.session !== undefined) return visit.redirect('/')
  try {
    if (pending === undefined) throw new Refusal('not-signed-in', 'sign-in-stale')
    const { state, secrets, expires } = pending
    await demandFirstUse(visit.domain, id, { id: `state ${state}`, expires })
    const { row, provider } = await speak(visit, id, 'oidc')
    const url = new URL(visit.request.raw.url ?? '/', visit.address.origin)
    const statement = await provider.finish({ url, callback: callbackOf(visit, row), state, secrets })
    return await arrive(visit, row, statement, pending)
  } catch (error) {
    return showRefused(visit, error, pending?.to ?? '/')
  }
}

/** Back-Channel Logout 1.0, 2.5 to 2.8: the provider itself asks, without a browser. */
export const oidcLogout: Handler = async (visit, fields, _query, { provider: id = '' }) => {
  visit.reply.header('cache-control', 'no-store')
  try {
    const token = fields.get('logout_token') ?? ''
    const { row, provider } = await speak(visit, id, 'oidc')
    if (token === '' || provider.logoutToken === undefined)
      throw new Refusal('bad-request', 'provider-answer')
    await endVisits(visit.domain, row.id, await provider.logoutToken(token))
    return sendData(visit.reply, {}, 200)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { kind, reason, message } = error
    visit.request.log.warn(
      { reason, detail: message, provider: id },
      'a sign-out told by a provider was refused',
    )
    const status = kind === 'unavailable' ? 503 : kind === 'not-found' ? 404 : 400
    return sendData(visit.reply, { error: 'invalid_request' }, status)
  }
}
