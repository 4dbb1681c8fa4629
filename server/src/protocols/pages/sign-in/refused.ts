import type { WordKey } from '@nuage/contract/words'
import type { FastifyReply } from 'fastify'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { html } from '../html.ts'
import { icon } from '../look/icons.ts'
import { show } from '../look/show.ts'
import type { Visit } from '../visit.ts'

/** Titles below `pages.refused`; whatever else was refused has a title of its own. */
const TOLD: Readonly<Record<string, string>> = {
  ...{ 'provider-down': 'down', 'provider-sealed': 'down', 'provider-missing': 'missing' },
  ...{ 'provider-answer': 'answer', 'provider-refused': 'no', 'provider-nobody': 'answer' },
  ...{ 'account-disabled': 'disabled', 'account-gone': 'gone', 'account-not-made': 'not-made' },
  'sign-in-stale': 'stale',
}
const STATUS: Readonly<Record<string, number>> = { down: 503, missing: 404 }

/**
 * A sign-in elsewhere came to nothing: why, what to do, and the way in that always stays.
 * @param to the page that was asked for.
 * @throws what is no refusal of a sign-in.
 */
export function showRefused(visit: Visit, error: unknown, to: string): FastifyReply {
  if (!(error instanceof Refusal)) throw error
  const told = TOLD[error.reason]
  if (told === undefined) throw error
  const { reason, message } = error
  visit.request.log.warn({ reason, detail: message }, 'a sign-in at a provider was refused')
  const { say } = visit
  const title = say(`pages.refused.${told}-title` as WordKey)
  const back = new URLSearchParams({ redirect_url: to })
  const content = html`<div class="card">${icon('attention', 'mark attention')}<h1>${title}</h1>
<p class="lead">${say(`pages.refused.${told}` as WordKey)}</p>
<div class="stack"><a class="button" href="${visit.path(`/login?${back}`)}">${say('pages.refused.again')}</a>
<a class="button second" href="${visit.path(`/login?local=1&${back}`)}">${say('pages.choose.local')}</a></div></div>`
  return show(visit, { title, content }, STATUS[told] ?? 403)
}
