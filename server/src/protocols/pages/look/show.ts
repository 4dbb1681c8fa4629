import type { FastifyReply } from 'fastify'
import { acceptsGzip, gzippedNow } from '../../wire/gzip.ts'
import type { Visit } from '../visit.ts'
import { frame, type Page } from './frame.ts'
import { headersOf } from './headers.ts'

export function show(visit: Visit, page: Page, status = 200): FastifyReply {
  const markup = frame(visit, page).toString()
  visit.reply
    .code(status)
    .headers(headersOf(page))
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-language', visit.language)
    .header('vary', 'Accept-Language, Accept-Encoding, Cookie')
  // A page with a secret of a session in it is not packed: its length would tell of the secret (BREACH).
  const packs = visit.session === undefined && acceptsGzip(visit.request.headers['accept-encoding'])
  if (!packs || page.outside === undefined) return visit.reply.send(markup)
  return visit.reply.header('content-encoding', 'gzip').send(gzippedNow(markup))
}
