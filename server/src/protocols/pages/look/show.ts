import type { FastifyReply } from 'fastify'
import type { Visit } from '../visit.ts'
import { frame, type Page } from './frame.ts'
import { PAGE_HEADERS } from './headers.ts'

export function show(visit: Visit, page: Page, status = 200): FastifyReply {
  const markup = frame(visit, page).toString()
  return visit.reply
    .code(status)
    .headers(PAGE_HEADERS)
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-language', visit.language)
    .header('vary', 'Accept-Language, Cookie')
    .send(markup)
}
