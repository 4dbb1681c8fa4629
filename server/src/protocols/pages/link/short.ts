import { openShort } from '../../../domain/links/short.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { html } from '../html.ts'
import { icon } from '../look/icons.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { linkRoute } from './address.ts'
import { showMissing } from './ended.ts'
import { showOutside } from './outside.ts'

/** An address that was read aloud, to the full one. */
export const short: Handler = async (visit, _fields, _query, { short: typed = '' }) => {
  try {
    return visit.redirect(linkRoute(visit, await openShort(visit.domain, typed, visit.request.ip)))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.kind === 'not-found') return showMissing(visit)
    if (error.kind === 'too-many') return showClosed(visit, error)
    throw error
  }
}

function showClosed(visit: Visit, { facts }: Refusal) {
  const title = visit.say('pages.link.short.title')
  visit.reply.header('retry-after', String(facts.seconds ?? 600))
  const content = html`<div class="card">${icon('clock', 'mark attention')}<h1>${title}</h1>
<p class="lead">${visit.say('pages.link.short.lead')}</p></div>`
  return showOutside(visit, undefined, { title, content }, 429)
}
