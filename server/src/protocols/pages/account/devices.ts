import type { FastifyReply } from 'fastify'
import { issueAppPassword } from '../../../domain/accounts/app-passwords/issue.ts'
import { connectUrl } from '../../wire/connect-url.ts'
import { publicUrl } from '../../wire/public-address.ts'
import { showStale } from '../errors.ts'
import { html } from '../html.ts'
import { hidden } from '../look/frame.ts'
import { icon } from '../look/icons.ts'
import { copyField, notice, textField } from '../look/parts.ts'
import { qrCode } from '../look/qr-code.ts'
import { show } from '../look/show.ts'
import type { Handler } from '../route.ts'
import { secondFirst } from '../second/paths.ts'
import type { Visit } from '../visit.ts'
import { HOME } from './home-path.ts'
import { signInFirst } from './sign-in.ts'

const NEW = '/settings/devices/new'
export const NAME_LONGEST = 120

export const newDevicePage: Handler = async (visit) =>
  visit.session === undefined ? signInFirst(visit, NEW) : (secondFirst(visit, NEW) ?? showNewDevice(visit))

function showNewDevice(visit: Visit, trouble?: string): FastifyReply {
  const { say } = visit
  const title = say('pages.device.new-title')
  const content = html`<div class="card"><h1>${title}</h1>
${trouble !== undefined && notice('loss', trouble)}
<p class="lead">${say('pages.device.new-lead')}</p>
<form method="post" action="${visit.path(NEW)}">${hidden(visit)}
${textField({ name: 'name', label: say('pages.device.name'), hint: say('pages.device.name-help'), autocomplete: 'off', longest: NAME_LONGEST, wrong: trouble !== undefined })}
<div class="stack"><button class="button" type="submit">${say('pages.device.submit')}</button>
<a class="button second" href="${visit.path(HOME)}">${say('pages.device.cancel')}</a></div></form></div>`
  return show(visit, { title, content, again: NEW }, trouble === undefined ? 200 : 400)
}

export const makeDevice: Handler = async (visit, fields) => {
  if (visit.session === undefined) return signInFirst(visit, NEW)
  const second = secondFirst(visit, NEW)
  if (second !== undefined) return second
  if (!visit.isOwnForm(fields.get('requesttoken'))) return showStale(visit)
  const { say } = visit
  const name = (fields.get('name') ?? '').trim().slice(0, NAME_LONGEST)
  if (name === '') return showNewDevice(visit, say('pages.device.name-missing'))
  const person = visit.session.person!
  const { token } = await issueAppPassword(visit.domain, visit.session.member!, {
    person: person.id,
    name,
    login: person.id,
  })
  const words = { copy: say('pages.home.copy'), copied: say('pages.home.copied') }
  const title = say('pages.device.made-title')
  const content = html`<div class="card">${icon('key', 'mark')}<h1>${title}</h1>
<p class="lead">${say('pages.device.made-lead')}</p>
${copyField('address', say('pages.home.address'), publicUrl(visit.address), words)}
${copyField('login', say('pages.home.account'), person.id, words)}
${copyField('secret', say('pages.device.password'), token, { ...words, long: true })}
<details><summary>${say('pages.device.made-qr')}</summary>${qrCode(connectUrl('login', publicUrl(visit.address), person.id, token), say('pages.phone.code'))}</details>
<a class="button" href="${visit.path(HOME)}">${say('pages.device.made-done')}</a></div>`
  return show(visit, { title, content })
}
