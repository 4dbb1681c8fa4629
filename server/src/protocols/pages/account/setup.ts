import type { FastifyReply } from 'fastify'
import { makeFirstAdministrator, maySetUp } from '../../../domain/instance/setup.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { sayRefusal } from '../../wire/speech.ts'
import { showTrouble } from '../errors.ts'
import { html } from '../html.ts'
import { hidden } from '../look/frame.ts'
import { notice, passwordField, textField } from '../look/parts.ts'
import { show } from '../look/show.ts'
import { newPassword } from '../look/strength.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { enter } from './enter.ts'

interface Form {
  readonly token: string
  readonly id: string
  readonly name: string
  readonly trouble?: string
}

export const setupPage: Handler = async (visit, _fields, _query, { token = '' }) =>
  (await maySetUp(visit.domain, token))
    ? showSetup(visit, { token, id: '', name: '' })
    : showTrouble(visit, 'not-found')

function showSetup(visit: Visit, form: Form, status = 200): FastifyReply {
  const { say } = visit
  const title = say('pages.setup.title')
  const path = `/setup/${form.token}`
  const toggle = { show: say('pages.sign-in.show'), hide: say('pages.sign-in.hide') }
  const content = html`<div class="card"><h1>${title}</h1>
${form.trouble === undefined ? html`<p class="lead">${say('pages.setup.lead')}</p>` : notice('loss', form.trouble)}
<form method="post" action="${visit.path(path)}">${hidden(visit)}
${textField({ name: 'name', label: say('pages.setup.name'), hint: say('pages.setup.name-help'), value: form.name, autocomplete: 'name', longest: 255 })}
${textField({ name: 'user', label: say('pages.setup.id'), hint: say('pages.setup.id-help'), value: form.id, autocomplete: 'username', longest: 64 })}
${newPassword(visit, say('pages.setup.password'))}
${passwordField({ name: 'again', label: say('pages.setup.again'), autocomplete: 'new-password', longest: 1024 }, toggle)}
<button class="button" type="submit">${say('pages.setup.submit')}</button></form></div>`
  return show(visit, { title, content, again: path }, status)
}

export const setUp: Handler = async (visit, fields, _query, { token = '' }) => {
  if (!(await maySetUp(visit.domain, token))) return showTrouble(visit, 'not-found')
  const form = { token, id: (fields.get('user') ?? '').trim(), name: (fields.get('name') ?? '').trim() }
  const { say, language } = visit
  if (!visit.isOwnForm(fields.get('requesttoken')))
    return showSetup(visit, { ...form, trouble: say('pages.setup.stale') }, 403)
  const password = fields.get('password') ?? ''
  if (password !== fields.get('again'))
    return showSetup(visit, { ...form, trouble: say('pages.setup.differ') }, 400)
  try {
    const person = await makeFirstAdministrator(visit.domain, { ...form, password, language })
    return visit.redirect(await enter(visit, { person, to: '/', remember: false }))
  } catch (error) {
    const said =
      error instanceof Refusal && error.kind === 'bad-request'
        ? sayRefusal(language, error.reason, error.facts)
        : undefined
    if (said === undefined) throw error
    return showSetup(visit, { ...form, trouble: said }, 400)
  }
}
