import type { WordKey } from '@nuage/contract/words'
import type { FastifyReply } from 'fastify'
import type { Refusal } from '../../../vocabulary/refusal.ts'
import { sayRefusal } from '../../wire/speech.ts'
import { STATUS, TROUBLE, type Trouble } from '../errors.ts'
import { type Fragment, type Html, html } from '../html.ts'
import { show } from '../look/show.ts'
import type { Visit } from '../visit.ts'
import { linkPath } from './address.ts'

export interface OutsidePage {
  readonly title: string
  readonly content: Fragment
  /** The page's own address, without the language; see {@link show}. */
  readonly again?: string
  readonly wide?: boolean
}

/**
 * A page for people without an account, with what they may ask about it at its foot.
 * @param token of the link the page is about; without, nothing can be asked.
 */
export const showOutside = (
  visit: Visit,
  token: string | undefined,
  page: OutsidePage,
  status = 200,
): FastifyReply => show(visit, { ...page, outside: footOf(visit, token) }, status)

const footOf = (visit: Visit, token: string | undefined): Html =>
  token === undefined
    ? html``
    : html`<a class="plain" href="${linkPath(visit, token, '/privacy')}">${visit.say('pages.link.privacy.short')}</a><a class="plain" href="${linkPath(visit, token, '/report')}">${visit.say('pages.link.report.short')}</a>`

/** What happened, that nothing was lost, and the way back to what is shared. */
export function showRefused(visit: Visit, token: string, refusal: Refusal): FastifyReply {
  const trouble = TROUBLE[refusal.kind]
  if (typeof refusal.facts.seconds === 'number')
    visit.reply.header('retry-after', String(refusal.facts.seconds))
  return showTrouble(visit, token, trouble, sayRefusal(visit.language, refusal.reason, refusal.facts))
}

/** Whoever comes by a link has no account that could help. */
const OWN: ReadonlySet<Trouble> = new Set(['forbidden', 'not-found', 'bad-request'])

export function showTrouble(visit: Visit, token: string, trouble: Trouble, text?: string): FastifyReply {
  const words = OWN.has(trouble) ? 'pages.link.errors' : 'pages.errors'
  const title = visit.say(`${words}.${trouble}-title` as WordKey)
  const content = html`<div class="card"><h1>${title}</h1>
<p class="lead">${text ?? visit.say(`${words}.${trouble}` as WordKey)}</p>
<a class="button" href="${linkPath(visit, token)}">${visit.say('pages.link.back')}</a></div>`
  return showOutside(visit, token, { title, content }, STATUS[trouble])
}
