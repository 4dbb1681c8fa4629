import type { FastifyReply } from 'fastify'
import { changeForgotten, type Forgotten, whoForgot } from '../../../domain/accounts/forgotten/change.ts'
import type { Person } from '../../../domain/accounts/people/person.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { enter } from '../account/enter.ts'
import { html } from '../html.ts'
import { staleForm, troubleOf } from '../letter/ask-form.ts'
import { showSpent } from '../letter/button.ts'
import { dropProof, readProof } from '../letter/proof.ts'
import { hidden } from '../look/frame.ts'
import { notice } from '../look/parts.ts'
import { show } from '../look/show.ts'
import { newPassword } from '../look/strength.ts'
import { START } from '../return-path.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { FORGOTTEN } from './ask.ts'

export const PASSWORD = '/forgotten/password'

/** Whose password this browser may choose, and by what. */
async function chooser(visit: Visit): Promise<{ forgotten: Forgotten; person: Person } | undefined> {
  const forgotten = readProof<Forgotten>(visit, 'forgotten')
  const person = forgotten === undefined ? undefined : await whoForgot(visit.domain, forgotten)
  return forgotten === undefined || person === undefined ? undefined : { forgotten, person }
}

export const choosePage: Handler = async (visit) => {
  const found = await chooser(visit)
  return found === undefined ? showSpent(visit, FORGOTTEN) : showForm(visit, found.person)
}

function showForm(visit: Visit, { id }: Person, trouble?: { said: string; status: number }): FastifyReply {
  const { say } = visit
  const title = say('pages.forgotten.password-title')
  const content = html`<div class="card"><h1>${title}</h1>
${trouble === undefined ? html`<p class="lead">${say('pages.forgotten.password-lead', { id })}</p>` : notice('loss', trouble.said)}
<form method="post" action="${visit.path(PASSWORD)}">${hidden(visit)}
<input type="text" name="username" value="${id}" autocomplete="username" hidden>
${newPassword(visit, say('pages.forgotten.password'))}
<div class="field"><label class="choice"><input type="checkbox" name="devices" value="1" aria-describedby="devices-hint">${say('pages.forgotten.devices')}</label><p class="hint" id="devices-hint">${say('pages.forgotten.devices-help')}</p></div>
<button class="button" type="submit">${say('pages.forgotten.submit-password')}</button></form></div>`
  return show(visit, { title, content, again: PASSWORD }, trouble?.status)
}

export const chooseIt: Handler = async (visit, fields) => {
  const found = await chooser(visit)
  if (found === undefined) return showSpent(visit, FORGOTTEN)
  const { forgotten, person } = found
  if (!visit.isOwnForm(fields.get('requesttoken'))) return showForm(visit, person, staleForm(visit))
  const wanted = {
    ...{ password: fields.get('password') ?? '', devices: fields.get('devices') === '1' },
    place: visit.request.ip,
  }
  try {
    await changeForgotten(visit.domain, forgotten, wanted)
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'gone') return showSpent(visit, FORGOTTEN)
    return showForm(visit, person, troubleOf(visit, error))
  }
  dropProof(visit, 'forgotten')
  return visit.redirect(await enter(visit, { person, to: START, remember: false }))
}
