import type { FastifyReply } from 'fastify'
import { listProviders, openProvider } from '../../../domain/providers/find.ts'
import type { Provider, ProviderKind, ProviderRow } from '../../../domain/providers/provider.ts'
import { randomText } from '../../../vocabulary/random-text.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { publicUrl } from '../../wire/public-address.ts'
import type { Fields } from '../fields.ts'
import { html } from '../html.ts'
import { PAGE_HEADERS } from '../look/headers.ts'
import { icon } from '../look/icons.ts'
import { show } from '../look/show.ts'
import { wantedPath } from '../return-path.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { keepPending } from './pending.ts'
import { showRefused } from './refused.ts'

/** What somebody wants who begins to sign in. */
export interface Wish {
  /** The page that was asked for. */
  readonly to: string
  readonly remember: boolean
  /** Whom the client expects. */
  readonly login: string
  /** A form was sent: browsers hold our `form-action` against where its answer leads. */
  readonly byForm: boolean
}

export const readWish = (query: Fields): Wish => ({
  to: wantedPath(query),
  remember: query.get('remember') === '1',
  login: query.get('user')?.slice(0, 320) ?? '',
  byForm: query.get('form') === '1',
})

/** Where a provider answers to. */
export const callbackOf = (visit: Visit, { kind, id }: Pick<ProviderRow, 'kind' | 'id'>): string =>
  `${publicUrl(visit.address)}/login/${kind}/${id}${kind === 'saml' ? '/acs' : ''}`

/** @throws Refusal `not-found` (`provider-missing`), `unavailable`. */
export async function speak(
  visit: Visit,
  id: string,
  kind: ProviderKind,
): Promise<{ row: ProviderRow; provider: Provider }> {
  const row = await openProvider(visit.domain, id, kind)
  const { federation } = visit.domain
  if (federation === undefined) throw new Refusal('unavailable', 'provider-down')
  return { row, provider: await federation.speakWith(row) }
}

/** Sends the browser to where it is known. */
export async function goTo(
  visit: Visit,
  to: { provider: string; academy: string },
  wish: Wish,
): Promise<FastifyReply> {
  try {
    const named = (await listProviders(visit.domain)).find(({ id }) => id === to.provider)
    const { row, provider } = await speak(visit, to.provider, named?.kind ?? 'oidc')
    const state = randomText(43)
    const { address, secrets } = await provider.begin({
      ...{ state, callback: callbackOf(visit, row), language: visit.language, login: wish.login },
    })
    keepPending(visit, {
      ...{ provider: row.id, state, secrets },
      ...{ to: wish.to, remember: wish.remember, academy: to.academy },
    })
    if (wish.byForm) return showLeaving(visit, row.name, address)
    return visit.reply.code(303).headers(PAGE_HEADERS).header('location', address).send()
  } catch (error) {
    return showRefused(visit, error, wish.to)
  }
}

function showLeaving(visit: Visit, name: string, address: string): FastifyReply {
  const { say } = visit
  const title = say('pages.choose.leaving')
  const content = html`<div class="card">${icon('key', 'mark')}<h1>${title}</h1>
<p class="lead">${say('pages.choose.leaving-lead', { name })}</p>
<a class="button" href="${address}">${say('pages.choose.submit')}</a></div>`
  visit.reply.header('refresh', `0;url=${address}`)
  return show(visit, { title, content })
}

/** A provider was chosen by its button. */
export const begin: Handler = async (visit, _fields, query) => {
  const wish = readWish(query)
  if (visit.session !== undefined) return visit.redirect(wish.to)
  const to = { provider: query.get('provider') ?? '', academy: query.get('academie')?.slice(0, 32) ?? '' }
  return await goTo(visit, to, wish)
}
