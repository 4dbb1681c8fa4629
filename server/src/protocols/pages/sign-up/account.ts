import type { FastifyReply } from 'fastify'
import { makeAccount } from '../../../domain/accounts/sign-up/make.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { enter } from '../account/enter.ts'
import { html } from '../html.ts'
import { staleForm, troubleOf } from '../letter/ask-form.ts'
import { showSpent } from '../letter/button.ts'
import { dropProof, readProof } from '../letter/proof.ts'
import { hidden } from '../look/frame.ts'
import { icon } from '../look/icons.ts'
import { notice, textField } from '../look/parts.ts'
import { show } from '../look/show.ts'
import { newPassword } from '../look/strength.ts'
import { START } from '../return-path.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { SIGN_UP } from './ask.ts'

export const ACCOUNT = '/signup/account'

interface Proof {
  readonly email: string
}

export const accountPage: Handler = async (visit) => {
  const proof = readProof<Proof>(visit, 'sign-up')
  return proof === undefined ? showSpent(visit, SIGN_UP) : showForm(visit, proof, '')
}

function showForm(
  visit: Visit,
  { email }: Proof,
  name: string,
  trouble?: { said: string; status: number },
): FastifyReply {
  const { say } = visit
  const title = say('pages.sign-up.account-title')
  const content = html`<div class="card"><h1>${title}</h1>
${trouble === undefined ? html`<p class="lead">${say('pages.sign-up.account-lead', { email })}</p>` : notice('loss', trouble.said)}
<form method="post" action="${visit.path(ACCOUNT)}">${hidden(visit)}
<input type="text" name="username" value="${email}" autocomplete="username" hidden>
${textField({ name: 'name', label: say('pages.sign-up.name'), hint: say('pages.sign-up.name-help'), value: name, autocomplete: 'name', longest: 255, focus: name === '' })}
${newPassword(visit, say('pages.sign-up.password'))}
<button class="button" type="submit">${say('pages.sign-up.account-submit')}</button></form></div>`
  return show(visit, { title, content, again: ACCOUNT }, trouble?.status)
}

export const makeIt: Handler = async (visit, fields) => {
  const proof = readProof<Proof>(visit, 'sign-up')
  if (proof === undefined) return showSpent(visit, SIGN_UP)
  const name = (fields.get('name') ?? '').trim().slice(0, 255)
  if (!visit.isOwnForm(fields.get('requesttoken'))) return showForm(visit, proof, name, staleForm(visit))
  const password = fields.get('password') ?? ''
  const { language } = visit
  try {
    const newcomer = { ...proof, name, password, language, place: visit.request.ip }
    const person = await makeAccount(visit.domain, newcomer)
    dropProof(visit, 'sign-up')
    return visit.redirect(await enter(visit, { person, to: START, remember: false }))
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'gone') return showOver(visit, error.reason)
    return showForm(visit, proof, name, troubleOf(visit, error))
  }
}

function showOver(visit: Visit, reason: string): FastifyReply {
  const { say } = visit
  dropProof(visit, 'sign-up')
  const which = reason === 'sign-up-known' ? 'known' : 'closed'
  const title = say(`pages.sign-up.${which}-title`)
  const content = html`<div class="card">${icon('attention', 'mark attention')}<h1>${title}</h1>
<p class="lead">${say(`pages.sign-up.${which}`)}</p>
<a class="button" href="${visit.path('/login')}">${say('pages.letter.back')}</a></div>`
  return show(visit, { title, content }, 410)
}
