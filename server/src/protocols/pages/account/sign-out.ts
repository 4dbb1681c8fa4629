import { closeSession } from '../../../domain/accounts/sessions/change.ts'
import { showStale } from '../errors.ts'
import { returnPath } from '../return-path.ts'
import type { Handler } from '../route.ts'

export const signOut: Handler = async (visit, fields) => {
  const to = returnPath(fields.get('redirect_url'))
  const session = visit.session ?? visit.pending
  if (session !== undefined) {
    if (!visit.isOwnForm(fields.get('requesttoken'))) return showStale(visit)
    await closeSession(visit.domain, visit.sessionToken!)
    visit.setCookie('session', '', 0)
    const { provider } = session
    if (provider !== undefined)
      return visit.redirect(`/login/out?${new URLSearchParams({ provider, redirect_url: to })}`)
  }
  return visit.redirect(to === '/' ? '/login' : `/login?${new URLSearchParams({ redirect_url: to })}`)
}
