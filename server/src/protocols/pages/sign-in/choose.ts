import type { FastifyReply } from 'fastify'
import type { Academy } from '../../../domain/academies/academy.ts'
import { academyOfAddress } from '../../../domain/academies/find-by-address.ts'
import { openAcademies } from '../../../domain/academies/list.ts'
import { listProviders, type ProviderName } from '../../../domain/providers/find.ts'
import type { Fields } from '../fields.ts'
import { type Fragment, type Html, html } from '../html.ts'
import { notice, textField } from '../look/parts.ts'
import { show } from '../look/show.ts'
import { signUpLink } from '../sign-up/link.ts'
import type { Visit } from '../visit.ts'
import { goTo, readWish, type Wish } from './begin.ts'

/** A year: strictly functional, and kept only once somebody chose. */
const REMEMBERED = 365 * 86_400

/**
 * Where somebody signs in: by their academy, its name or an address of it.
 * @returns whether that was answered; else there is nothing to choose, and the form for accounts of this Nuage follows.
 */
export async function chooseWhere(visit: Visit, query: Fields): Promise<boolean> {
  const wish = readWish(query)
  const academies = await openAcademies(visit.domain)
  const providers = (await listProviders(visit.domain)).filter(({ enabled }) => enabled)
  if (academies.length === 0) {
    if (providers.length > 0) showProviders(visit, wish, { providers })
    return providers.length > 0
  }
  const address = query.get('adresse')?.trim().slice(0, 320) ?? ''
  const academy =
    address === ''
      ? academies.find(({ id }) => id === query.get('academie'))
      : academyOfAddress(academies, address)
  if (academy === undefined) {
    await showChoice(visit, wish, { academies, address })
    return true
  }
  visit.academy = academy
  if (visit.cookie('academy') !== academy.id) visit.setCookie('academy', academy.id, REMEMBERED)
  const offered = academy.providers.flatMap((id) => providers.find((one) => one.id === id) ?? [])
  const [only] = offered
  if (only === undefined) return false
  const named = address === '' ? wish : { ...wish, login: address }
  if (offered.length > 1) showProviders(visit, wish, { providers: offered, academy })
  else await goTo(visit, { provider: only.id, academy: academy.id }, named)
  return true
}

const isForDevice = (to: string): boolean => /^\/login\/(?:v2|flow)\/grant/.test(to)

const lead = (visit: Visit, to: string): string =>
  visit.say(isForDevice(to) ? 'pages.sign-in.lead-device' : 'pages.sign-in.lead')

const rememberBox = (visit: Visit, wish: Wish): Html =>
  html`<div class="field"><label class="choice"><input type="checkbox" name="remember" value="1"${wish.remember && html` checked`}>${visit.say('pages.choose.remember')}</label></div>`

const carried = (wish: Wish): Html =>
  html`<input type="hidden" name="redirect_url" value="${wish.to}"><input type="hidden" name="user" value="${wish.login}"><input type="hidden" name="form" value="1">`

/** The way in that stays open whatever becomes of any provider. */
function localLink(visit: Visit, { to, login }: Wish): Html {
  const href = visit.path(`/login?${new URLSearchParams({ local: '1', redirect_url: to, user: login })}`)
  return html`<p class="aside"><a class="plain" href="${href}">${visit.say('pages.choose.local')}</a></p>`
}

async function showChoice(
  visit: Visit,
  wish: Wish,
  { academies, address }: { academies: readonly Academy[]; address: string },
): Promise<FastifyReply> {
  const { say } = visit
  const title = say('pages.sign-in.title')
  const remembered = visit.cookie('academy')
  const wrong = address !== ''
  const option = ({ id, name }: Academy): Html =>
    html`<option value="${id}"${id === remembered && html` selected`}>${name}</option>`
  const content = html`<div class="card"><h1>${title}</h1>
${wrong ? notice('loss', say('pages.choose.unknown')) : html`<p class="lead">${lead(visit, wish.to)}</p>`}
<form method="get" action="${visit.path('/login')}">${carried(wish)}
<div class="field"><label for="academie">${say('pages.choose.academy')}</label><select id="academie" name="academie" data-filter="${say('pages.choose.filter')}" data-none="${say('pages.choose.none')}"><option value="">${say('pages.choose.pick')}</option>${academies.map(option)}</select></div>
${textField({ name: 'adresse', label: say('pages.choose.address'), hint: say('pages.choose.address-help'), value: address, autocomplete: 'email', longest: 320, optional: true, wrong })}
${rememberBox(visit, wish)}
<button class="button" type="submit">${say('pages.choose.validate')}</button></form>
</div>
${localLink(visit, wish)}${await signUpLink(visit)}`
  const again = `/login?${new URLSearchParams({ redirect_url: wish.to, user: wish.login })}`
  return show(visit, { title, content, again }, wrong ? 404 : 200)
}

function showProviders(
  visit: Visit,
  wish: Wish,
  { providers, academy }: { providers: readonly ProviderName[]; academy?: Academy },
): FastifyReply {
  const { say } = visit
  const title = say('pages.sign-in.title')
  const button = ({ id, name }: ProviderName): Html =>
    html`<button class="button" type="submit" name="provider" value="${id}">${say('pages.choose.with', { name })}</button>`
  const other = new URLSearchParams({ redirect_url: wish.to, user: wish.login })
  const content = html`<div class="card"><h1>${title}</h1>
<p class="lead">${lead(visit, wish.to)}</p>
${academy !== undefined && branding(visit, academy)}
<form method="get" action="${visit.path('/login/go')}">${carried(wish)}
<input type="hidden" name="academie" value="${academy?.id ?? ''}">
${rememberBox(visit, wish)}
<div class="stack">${providers.map(button)}</div></form>
${academy !== undefined && html`<p class="aside"><a class="plain" href="${visit.path(`/login?${other}`)}">${say('pages.choose.other')}</a></p>`}
</div>
${localLink(visit, wish)}`
  if (academy !== undefined) other.set('academie', academy.id)
  return show(visit, { title, content, again: `/login?${other}` })
}

/** What an academy says to its people. */
const branding = (visit: Visit, { brand }: Academy): Fragment => [
  brand.line !== undefined && html`<p>${brand.line}</p>`,
  brand.help !== undefined &&
    html`<p><a href="${brand.help}" rel="noreferrer">${visit.say('pages.choose.help')}</a></p>`,
]
