import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { csrfToken } from '../../domain/accounts/sessions/session.ts'
import type { Domain } from '../../domain/domain.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { API_HEADERS } from '../wire/api-headers.ts'
import { authenticate } from '../wire/authenticate.ts'
import { VERSION, VERSION_PARTS } from '../wire/compatible-version.ts'
import { publicAddress } from '../wire/public-address.ts'

export interface DiscoveryOptions {
  readonly domain: Domain
  /** `NUAGE_PUBLIC_URL`; without, the request's own host. */
  readonly publicUrl?: string | undefined
}

const JSON_TYPE = 'application/json; charset=utf-8'

/** What the desktop reads first; it reads no more than 4 KiB. */
const STATUS = Buffer.from(
  JSON.stringify({
    installed: true,
    maintenance: false,
    needsDbUpgrade: false,
    version: VERSION,
    versionstring: VERSION_PARTS.string,
    edition: '',
    productname: 'Nuage',
    extendedSupport: false,
  }),
)

/** The small addresses by which clients find out what they talk to (ocs.md §2). */
export async function discovery(app: FastifyInstance, options: DiscoveryOptions): Promise<void> {
  const { domain } = options
  const { 'cache-control': _, ...headers } = API_HEADERS
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers)
  })
  const away = (path: string, code: number) => (request: FastifyRequest, reply: FastifyReply) =>
    reply.redirect(`${publicAddress(request, options.publicUrl).prefix}${path}`, code)
  const missing = (what: string) => (_request: FastifyRequest, reply: FastifyReply) =>
    reply
      .code(404)
      .type(JSON_TYPE)
      .send(JSON.stringify({ message: `${what} not supported` }))

  app.get('/status.php', (_request, reply) =>
    reply.header('access-control-allow-origin', '*').type('application/json').send(STATUS),
  )
  for (const prefix of ['', '/index.php']) {
    app.get(`${prefix}/204`, (_request, reply) => reply.code(204).send())
    app.get(`${prefix}/heartbeat`, (_request, reply) => reply.code(200).send())
    app.get(`${prefix}/csrftoken`, (request, reply) => tellToken(domain, request, reply))
  }
  app.get('/cron.php', (_request, reply) => reply.type(JSON_TYPE).send('{"status":"success"}'))
  app.get('/robots.txt', (_request, reply) => reply.type('text/plain').send('User-agent: *\nDisallow: /\n'))
  app.addHttpMethod('PROPFIND')
  app.route({
    method: ['OPTIONS', 'PROPFIND'],
    url: '/',
    handler: (_request, reply) => reply.code(405).header('allow', 'GET, HEAD').send(),
  })
  for (const kind of ['caldav', 'carddav']) app.all(`/.well-known/${kind}`, away('/remote.php/dav/', 301))
  app.get('/.well-known/webfinger', missing('webfinger'))
  app.get('/.well-known/nodeinfo', missing('nodeinfo'))
  app.get('/.well-known/change-password', away('/account/password', 303))
}

/** For pages that live long: the proof against forgery of the session whose cookie came along. */
async function tellToken(
  domain: Domain,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  try {
    const { authorization: _, ...headers } = request.headers
    const who = await authenticate(domain, { headers, place: request.ip })
    if (who?.session !== undefined)
      return await reply
        .header('cache-control', 'no-store')
        .type(JSON_TYPE)
        .send(JSON.stringify({ token: csrfToken(domain, who.session) }))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
  return await reply.code(401).type(JSON_TYPE).send('{"message":"Current user is not logged in"}')
}
