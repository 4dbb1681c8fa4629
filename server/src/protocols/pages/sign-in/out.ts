import { findProvider, listProviders, type ProviderName } from '../../../domain/providers/find.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { publicUrl } from '../../wire/public-address.ts'
import { html } from '../html.ts'
import { PAGE_HEADERS } from '../look/headers.ts'
import { icon } from '../look/icons.ts'
import { show } from '../look/show.ts'
import { returnPath } from '../return-path.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { speak } from './begin.ts'
import { showRefused } from './refused.ts'

/** Signed out of Nuage, and still signed in at the provider: whether there, too, is asked and never done unasked. */
export const signedOut: Handler = async (visit, _fields, query) => {
  const { say } = visit
  const to = returnPath(query.get('redirect_url'))
  if (visit.session !== undefined) return visit.redirect(to)
  const provider = (await listProviders(visit.domain)).find(({ id }) => id === query.get('provider'))
  const again = new URLSearchParams({ redirect_url: to })
  if (provider === undefined) return visit.redirect(`/login?${again}`)
  const title = say('pages.out.title')
  const address = await signOutAddress(visit, provider)
  const there = address ?? visit.path(`/login/oidc/${provider.id}/out`)
  const content = html`<div class="card">${icon('check', 'mark good')}<h1>${title}</h1>
<p class="lead">${say('pages.out.lead', { name: provider.name })}</p>
<p class="quiet">${say('pages.out.devices')}</p>
<div class="stack"><a class="button" href="${visit.path(`/login?${again}`)}">${say('pages.out.again')}</a>
${(provider.kind === 'oidc' || address !== undefined) && html`<a class="button second" href="${there}" rel="noreferrer">${say('pages.out.there', { name: provider.name })}</a>`}</div></div>`
  return show(visit, { title, content })
}

/** As administrators gave it; what cannot be unsealed just now is as if there were none. */
async function signOutAddress(visit: Visit, { id }: ProviderName): Promise<string | undefined> {
  try {
    return (await findProvider(visit.domain, id)).settings.signOut
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** RP-Initiated Logout 1.0. */
export const signOutThere: Handler = async (visit, _fields, _query, { provider: id = '' }) => {
  try {
    const { provider } = await speak(visit, id, 'oidc')
    const address = await provider.logout?.({ back: `${publicUrl(visit.address)}/login` })
    if (address === undefined) return visit.redirect('/login')
    return visit.reply.code(303).headers(PAGE_HEADERS).header('location', address).send()
  } catch (error) {
    return showRefused(visit, error, '/')
  }
}
