import type { AppPassword } from '../../../domain/accounts/app-passwords/app-password.ts'
import { listAppPasswords } from '../../../domain/accounts/app-passwords/list.ts'
import { type Room, roomIn } from '../../../domain/quota/room.ts'
import { type History, historyIn } from '../../../domain/retention/history.ts'
import { publicUrl } from '../../wire/public-address.ts'
import { shownClient } from '../connect/client.ts'
import { size } from '../figures.ts'
import { type Fragment, type Html, html } from '../html.ts'
import { icon } from '../look/icons.ts'
import { copyField, notice } from '../look/parts.ts'
import { show } from '../look/show.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { devicePath } from './device.ts'
import { deviceLine } from './device-facts.ts'
import { HOME } from './home-path.ts'
import { PROFILE } from './profile-path.ts'

export const home: Handler = async (visit, _fields, query) => {
  const person = visit.session?.person
  // Clients ask for this page, too: a plain redirect, and never a challenge for a password.
  if (person === undefined) return visit.redirect('/login?redirect_url=%2F', 302)
  if (visit.options.app && !query.has('plain') && !query.has('done')) return visit.redirect('/files', 302)
  const { say } = visit
  const devices = await listAppPasswords(visit.domain, person.id)
  const { space, history } = await visit.domain.records.read(async (reader) => ({
    space: await roomIn(reader, person.space),
    history: await historyIn(reader, person.space),
  }))
  const content = html`${done(visit, query.get('done'))}
<div class="card">
<h1>${say('pages.home.title', { name: person.name })}</h1>
${usage(visit, space)}
${past(visit, history)}
<a class="link" href="${visit.path(PROFILE)}">${say('pages.profile.link')}</a>
<a class="link" href="${visit.path('/settings/security')}">${say('pages.security.title')}</a>
</div>
<section class="card" aria-labelledby="connect"><h2 id="connect">${say('pages.home.connect')}</h2>
${copyField('address', say('pages.home.address'), publicUrl(visit.address), {
  copy: say('pages.home.copy'),
  copied: say('pages.home.copied'),
  hint: say('pages.home.address-help'),
})}
</section>
<section class="card" aria-labelledby="devices"><h2 id="devices">${say('pages.home.devices')}</h2>
${devices.length === 0 ? html`<p class="quiet">${say('pages.home.devices-empty')}</p>` : list(visit, devices)}
<div class="stack"><a class="button second" href="${visit.path('/settings/devices/phone')}">${say('pages.phone.title')}</a>
<a class="button second" href="${visit.path('/settings/devices/new')}">${say('pages.home.device-add')}</a></div>
</section>`
  return show(visit, { title: say('pages.home.window'), content, again: HOME })
}

function done(visit: Visit, what: string | undefined): Fragment {
  if (what === 'removed') return notice('good', visit.say('pages.home.device-removed'))
  if (what === 'renamed') return notice('good', visit.say('pages.home.device-renamed'))
  if (what === 'wiping') return notice('good', visit.say('pages.home.device-wipe-asked'))
  return what === 'password' && notice('good', visit.say('pages.password.done'))
}

function usage(visit: Visit, { used, quota }: Room): Html {
  const { say, language } = visit
  const label = say('pages.home.space')
  if (quota === null)
    return html`<h2>${label}</h2><p class="figure">${say('pages.home.space-free', { used: size(used, language) })}</p>`
  const text = say('pages.home.space-of', { used: size(used, language), total: size(quota, language) })
  const most = Math.max(quota, 1)
  return html`<h2 id="space">${label}</h2><meter aria-labelledby="space" min="0" max="${most}" high="${Math.floor(most * 0.9)}" optimum="0" value="${Math.min(used, most)}">${text}</meter><p class="figure">${text}</p>`
}

function past({ say, language }: Visit, { trash, versions, policy }: History): Html {
  const kept = size(trash + versions, language)
  const days = Math.round(policy.trash / 86_400)
  const text = Number.isFinite(days)
    ? say('pages.home.history', { kept, days })
    : say('pages.home.history-forever', { kept })
  return html`<p class="quiet">${text}</p>`
}

const list = (visit: Visit, devices: readonly AppPassword[]): Html =>
  html`<ul class="rows">${devices.map((device) => {
    const { name, kind } = shownClient(device.name, visit.say)
    const label = visit.say('pages.home.device-manage-label', { name })
    return html`<li>${icon('device')}<div><strong>${name}</strong>${kind !== undefined && html`<span>${kind}</span>`}<span>${deviceLine(visit, device)}</span></div><a class="button second small" href="${visit.path(devicePath(device.id))}" aria-label="${label}">${visit.say('pages.home.device-manage')}</a></li>`
  })}</ul>`
