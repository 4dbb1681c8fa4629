import type { FastifyReply } from 'fastify'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { sayRefusal } from '../../wire/speech.ts'
import { STATUS, TROUBLE } from '../errors.ts'
import { type Fragment, html } from '../html.ts'
import { hidden } from '../look/frame.ts'
import { notice, textField } from '../look/parts.ts'
import { show } from '../look/show.ts'
import type { Visit } from '../visit.ts'

interface AskForm {
  readonly title: string
  readonly lead: string
  readonly label: string
  readonly hint?: string
  readonly submit: string
  readonly path: string
  readonly address: string
  /** Below the form. */
  readonly more?: Fragment
}

interface Trouble {
  readonly said: string
  readonly status: number
}

/** One field for an address, to which a letter is to go. */
export function showAsk(visit: Visit, form: AskForm, trouble?: Trouble): FastifyReply {
  const { title, lead, label, hint, submit, path, address, more } = form
  const wrong = trouble !== undefined
  const content = html`<div class="card"><h1>${title}</h1>
${wrong ? notice('loss', trouble.said) : html`<p class="lead">${lead}</p>`}
<form method="post" action="${visit.path(path)}">${hidden(visit)}
${textField({ name: 'address', label, hint, value: address, autocomplete: 'email', longest: 254, focus: true, wrong, kind: 'email' })}
<button class="button" type="submit">${submit}</button></form>
${more}</div>`
  return show(visit, { title, content, again: path }, trouble?.status)
}

/** What to tell of a form that was refused. @throws what such a form cannot show. */
export function troubleOf(visit: Visit, error: unknown): Trouble {
  if (!(error instanceof Refusal)) throw error
  const said = sayRefusal(visit.language, error.reason, error.facts)
  if (said === undefined || (error.kind !== 'bad-request' && error.kind !== 'too-many')) throw error
  if (error.kind === 'too-many') visit.reply.header('retry-after', String(error.facts.seconds ?? 600))
  return { said, status: STATUS[TROUBLE[error.kind]] }
}

export const staleForm = (visit: Visit): Trouble => ({
  said: visit.say('pages.letter.stale'),
  status: STATUS.stale,
})
