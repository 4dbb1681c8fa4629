import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Domain } from '../../domain/domain.ts'
import { issueTicket } from '../../domain/push/ticket.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { API_HEADERS } from '../wire/api-headers.ts'
import { authenticate, isForged } from '../wire/authenticate.ts'
import { challengeFor } from '../wire/challenge.ts'

const BODY = 1024

/** Where somebody who is signed in gets a ticket for the socket, so that a page needs no password (ocs.md §11). */
export async function preAuth(app: FastifyInstance, { domain }: { domain: Domain }): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY }, (_request, _body, done) => done(null))
  for (const prefix of ['', '/index.php'])
    app.post(`${prefix}/apps/notify_push/pre_auth`, (request, reply) => answer(domain, request, reply))
}

async function answer(domain: Domain, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  reply.headers(API_HEADERS).type('text/plain; charset=utf-8')
  try {
    const who = await authenticate(domain, { headers: request.headers, place: request.ip })
    if (who === undefined || isForged(domain, who, 'POST', request.headers))
      return await unknown(request, reply)
    return await reply.send(await issueTicket(domain, who))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.kind === 'not-signed-in') return await unknown(request, reply)
    if (error.facts.seconds !== undefined) reply.header('retry-after', String(error.facts.seconds))
    return await reply.code(error.kind === 'too-many' ? 429 : 503).send('')
  }
}

const unknown = ({ headers }: FastifyRequest, reply: FastifyReply): FastifyReply =>
  reply.code(401).header('www-authenticate', challengeFor(headers)).send('')
