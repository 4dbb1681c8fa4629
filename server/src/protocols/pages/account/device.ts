import type { FastifyReply } from 'fastify'
import type { AppPassword } from '../../../domain/accounts/app-passwords/app-password.ts'
import { renameAppPassword, revokeAppPassword } from '../../../domain/accounts/app-passwords/change.ts'
import { listAppPasswords } from '../../../domain/accounts/app-passwords/list.ts'
import { markForWipe } from '../../../domain/accounts/app-passwords/wipe.ts'
import type { Member } from '../../../vocabulary/actor.ts'
import { clientThing } from '../connect/client.ts'
import { showStale, showTrouble } from '../errors.ts'
import type { Fields } from '../fields.ts'
import { type Html, html } from '../html.ts'
import { hidden } from '../look/frame.ts'
import { notice, textField } from '../look/parts.ts'
import { show } from '../look/show.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { deviceFacts } from './device-facts.ts'
import { NAME_LONGEST } from './devices.ts'
import { HOME } from './home-path.ts'
import { signInFirst } from './sign-in.ts'

type Step = '' | '/remove' | '/wipe'

export const devicePath = (id: string | number, step: Step = ''): string => `/settings/devices/${id}${step}`

const known = (id: string | undefined): number | undefined =>
  id !== undefined && /^\d{1,15}$/.test(id) ? Number(id) : undefined

/** A page about one of one's own devices, after signing in. */
const about =
  (step: Step, showDevice: (visit: Visit, device: AppPassword) => FastifyReply): Handler =>
  async (visit, _fields, _query, parameters) => {
    const id = known(parameters.id)
    if (id === undefined) return showTrouble(visit, 'not-found')
    if (visit.session === undefined) return signInFirst(visit, devicePath(id, step))
    const devices = await listAppPasswords(visit.domain, visit.session.person!.id)
    const device = devices.find((one) => one.id === id)
    return device === undefined ? showTrouble(visit, 'not-found') : showDevice(visit, device)
  }

/** A form about one of them; what is not one's own the domain refuses. */
const doing =
  (
    step: Step,
    act: (visit: Visit, member: Member, id: number, fields: Fields) => Promise<FastifyReply>,
  ): Handler =>
  async (visit, fields, _query, parameters) => {
    const id = known(parameters.id)
    if (id === undefined) return showTrouble(visit, 'not-found')
    if (visit.session === undefined) return signInFirst(visit, devicePath(id, step))
    if (!visit.isOwnForm(fields.get('requesttoken'))) return showStale(visit)
    return await act(visit, visit.session.member!, id, fields)
  }

export const devicePage = about('', (visit, device) => {
  const { say } = visit
  const title = say('pages.device.title')
  const content = html`<div class="card"><h1>${title}</h1>
${device.wipe && notice('attention', say('pages.device.wiping'))}
${clientThing(device.name, say)}
${facts(visit, device)}
<form method="post" action="${visit.path(devicePath(device.id))}">${hidden(visit)}
${textField({ name: 'name', label: say('pages.device.name'), value: device.name, autocomplete: 'off', longest: NAME_LONGEST })}
<button class="button second" type="submit">${say('pages.device.rename')}</button></form></div>
<section class="card" aria-labelledby="end"><h2 id="end">${say('pages.device.end')}</h2>
<p>${say('pages.device.end-lead')}</p>
<div class="stack"><a class="button second" href="${visit.path(devicePath(device.id, '/remove'))}">${say(device.wipe ? 'pages.device.unwipe' : 'pages.device.remove-submit')}</a>
${!device.wipe && html`<a class="button second" href="${visit.path(devicePath(device.id, '/wipe'))}">${say('pages.device.wipe')}</a>`}
<a class="button bare" href="${visit.path(HOME)}">${say('pages.device.back')}</a></div></section>`
  return show(visit, { title, content, again: devicePath(device.id) })
})

const facts = (visit: Visit, device: AppPassword): Html =>
  html`<dl class="facts">${deviceFacts(visit, device).map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>`

export const renameDevice = doing('', async (visit, member, id, fields) => {
  const name = (fields.get('name') ?? '').trim().slice(0, NAME_LONGEST)
  if (name === '') return visit.redirect(devicePath(id))
  await renameAppPassword(visit.domain, member, { person: member.person, id }, name)
  return visit.redirect('/?done=renamed')
})

export const removeDevicePage = about('/remove', (visit, device) => {
  const { say } = visit
  const title = say('pages.device.remove-title')
  const content = html`<div class="card"><h1>${title}</h1>
${clientThing(device.name, say)}
<p class="lead">${say(device.wipe ? 'pages.device.unwipe-lead' : 'pages.device.remove-lead')}</p>
${confirm(visit, device, '/remove', say('pages.device.remove-submit'))}</div>`
  return show(visit, { title, content, again: devicePath(device.id, '/remove') })
})

export const removeDevice = doing('/remove', async (visit, member, id) => {
  await revokeAppPassword(visit.domain, member, { person: member.person, id })
  return visit.redirect('/?done=removed')
})

export const wipeDevicePage = about('/wipe', (visit, device) => {
  const { say } = visit
  const title = say('pages.device.wipe-title')
  const content = html`<div class="card"><h1>${title}</h1>
${clientThing(device.name, say)}
<p class="lead">${say('pages.device.wipe-lead')}</p>
<ul class="points"><li>${say('pages.device.wipe-there')}</li><li>${say('pages.device.wipe-here')}</li><li>${say('pages.device.wipe-when')}</li></ul>
${notice('attention', say('pages.device.wipe-unsent'))}
${confirm(visit, device, '/wipe', say('pages.device.wipe-submit'))}</div>`
  return show(visit, { title, content, again: devicePath(device.id, '/wipe') })
})

export const wipeDevice = doing('/wipe', async (visit, member, id) => {
  await markForWipe(visit.domain, member, member.person, id)
  return visit.redirect('/?done=wiping')
})

const confirm = (visit: Visit, device: AppPassword, step: Step, submit: string): Html =>
  html`<form method="post" action="${visit.path(devicePath(device.id, step))}">${hidden(visit)}
<div class="stack"><button class="button loss" type="submit">${submit}</button>
<a class="button second" href="${visit.path(devicePath(device.id))}">${visit.say('pages.device.cancel')}</a></div></form>`
