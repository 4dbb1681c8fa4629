import type { WordKey } from '@nuage/contract/words'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal, type RefusalKind } from '../../vocabulary/refusal.ts'
import { MalformedParameters } from '../wire/parameters.ts'
import { sayRefusal } from '../wire/speech.ts'
import { sendNothing } from './data.ts'
import { html } from './html.ts'
import { show } from './look/show.ts'
import type { Visit } from './visit.ts'

export type Trouble =
  | 'not-found'
  | 'forbidden'
  | 'stale'
  | 'bad-request'
  | 'too-many'
  | 'unavailable'
  | 'broken'

export const STATUS: Readonly<Record<Trouble, number>> = {
  'not-found': 404,
  forbidden: 403,
  stale: 403,
  'bad-request': 400,
  'too-many': 429,
  unavailable: 503,
  broken: 500,
}

export const TROUBLE: Readonly<Record<RefusalKind, Trouble>> = {
  'not-found': 'not-found',
  'parent-missing': 'not-found',
  'parent-not-folder': 'not-found',
  gone: 'not-found',
  'not-permitted': 'forbidden',
  'not-signed-in': 'forbidden',
  'password-needed': 'forbidden',
  infected: 'forbidden',
  exists: 'bad-request',
  stale: 'bad-request',
  'bad-name': 'bad-request',
  'bad-request': 'bad-request',
  'wrong-kind': 'bad-request',
  conflict: 'bad-request',
  'bad-checksum': 'bad-request',
  locked: 'bad-request',
  'lock-lost': 'bad-request',
  // Pages keep no files: what has no room is the server.
  'over-quota': 'unavailable',
  'too-many': 'too-many',
  busy: 'unavailable',
  unavailable: 'unavailable',
  damaged: 'broken',
}

/** Whether whoever asks is a person with a browser, who is helped by a page. */
export const wantsPage = (request: FastifyRequest): boolean =>
  (request.headers.accept ?? '').includes('text/html')

/** What happened, that nothing was lost, what to do: in the look of the other pages. */
export function showTrouble(visit: Visit, trouble: Trouble, text?: string): FastifyReply {
  const title = visit.say(`pages.errors.${trouble}-title` as WordKey)
  const content = html`<div class="card"><h1>${title}</h1>
<p class="lead">${text ?? visit.say(`pages.errors.${trouble}` as WordKey)}</p>
<a class="button" href="${visit.path('/')}">${visit.say('pages.errors.back')}</a></div>`
  return show(visit, { title, content }, STATUS[trouble])
}

export const showStale = (visit: Visit): FastifyReply => showTrouble(visit, 'stale')

/** Whatever a handler threw, as a page for people and as a bare status for programs. */
export function showFault(visit: Visit, error: unknown): FastifyReply {
  const trouble = troubleOf(error)
  if (trouble === 'broken') visit.request.log.error({ err: error }, 'a page failed')
  if (error instanceof Refusal && typeof error.facts.seconds === 'number')
    visit.reply.header('retry-after', String(error.facts.seconds))
  if (!wantsPage(visit.request)) return sendNothing(visit.reply, STATUS[trouble])
  const said = error instanceof Refusal ? sayRefusal(visit.language, error.reason, error.facts) : undefined
  return showTrouble(visit, trouble, said)
}

function troubleOf(error: unknown): Trouble {
  if (error instanceof Refusal) return TROUBLE[error.kind]
  if (error instanceof MalformedParameters) return 'bad-request'
  const status = (error as { statusCode?: unknown }).statusCode
  return typeof status === 'number' && status >= 400 && status < 500 ? 'bad-request' : 'broken'
}
