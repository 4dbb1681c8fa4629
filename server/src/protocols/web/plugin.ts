import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Domain } from '../../domain/domain.ts'
import { preferredLanguage } from '../wire/accept-language.ts'
import { API_HEADERS } from '../wire/api-headers.ts'
import { describeApi } from './openapi.ts'
import { perform, sendProblem } from './perform.ts'
import { type Log, problemOf, RequestFault } from './problem.ts'
import type { Method } from './route.ts'
import { ROUTES } from './routes.ts'

export interface WebOptions {
  readonly domain: Domain
  readonly log: Log
  /** `NUAGE_PUBLIC_URL`. */
  readonly publicUrl?: string | undefined
  /** Of the program: a page that was loaded from another one knows by it that it is old. */
  readonly version: string
}

const PREFIX = '/api/v1'
const BODY = 1024 * 1024
const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The JSON API of the web app, open to other programs by app passwords. */
export async function web(app: FastifyInstance, options: WebOptions): Promise<void> {
  await app.register((api) => serve(api, options), { prefix: PREFIX })
}

async function serve(app: FastifyInstance, { domain, log, publicUrl, version }: WebOptions): Promise<void> {
  const headers = { ...API_HEADERS, 'cross-origin-resource-policy': 'same-origin', 'nuage-version': version }
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY }, (_request, body, done) =>
    done(null, body),
  )
  app.addHook('onRequest', async (_request, reply) => void reply.headers(headers))
  const fail = (request: FastifyRequest, reply: FastifyReply, error: unknown) =>
    sendProblem(
      { request, reply },
      problemOf(error, preferredLanguage(request.headers['accept-language'], 'fr'), log),
    )
  app.setErrorHandler((error, request, reply) => fail(request, reply, faultOf(error)))
  app.setNotFoundHandler((request, reply) => fail(request, reply, new RequestFault(404, 'no-route')))
  for (const [path, routes] of Map.groupBy(ROUTES, (route) => route.path)) {
    const url = fastifyPath(path)
    for (const route of routes)
      app.route({
        ...{ method: route.method, url },
        handler: (request, reply) => perform({ domain, log, publicUrl, request, reply }, route),
      })
    const allowed = routes.map(({ method }) => method)
    const others = METHODS.filter((method) => !allowed.includes(method))
    app.route({
      ...{ method: others, url },
      handler: (request, reply) =>
        fail(request, reply.header('allow', allowed.join(', ')), new RequestFault(405, 'no-method')),
    })
  }
  const description = JSON.stringify(describeApi(ROUTES, PREFIX))
  app.get('/openapi.json', (_request, reply) =>
    reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(description),
  )
}

const fastifyPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1')

/** What Fastify itself refuses: bodies that are too long, broken off, or cannot be read. */
function faultOf(error: unknown): unknown {
  const { statusCode } = error as { statusCode?: unknown }
  if (statusCode === 413) return new RequestFault(413, 'body-large')
  return typeof statusCode === 'number' && statusCode < 500 ? new RequestFault(400, 'bad-json') : error
}
