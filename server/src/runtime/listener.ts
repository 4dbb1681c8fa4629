import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { Address } from './config/parse.ts'
import type { Log } from './log.ts'

export interface RawHandler {
  handles(request: IncomingMessage): boolean
  handle(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void
}

/** Whoever goes on in another protocol on the same connection. */
export interface UpgradeHandler {
  handles(protocol: string, path: string): boolean
  handle(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

export interface Listener {
  readonly app: FastifyInstance
  /** Every `METHOD /path` that the app answers. */
  readonly routes: ReadonlySet<string>
  /** @returns the address it listens on. */
  listen(): Promise<string>
  /** Lets running requests end for a while, then ends them. */
  close(): Promise<void>
}

/** Milliseconds for running requests to end when the server is told to stop. */
const LAST_REQUESTS = 10_000

/** Some proxies pass the path prefix of the public address on, others take it away: here it is always gone. */
function withoutPrefix(url: string, prefix: string): string {
  if (prefix === '' || !url.startsWith(prefix)) return url
  const rest = url.slice(prefix.length)
  if (rest === '' || rest.startsWith('?')) return `/${rest}`
  return rest.startsWith('/') ? rest : url
}

export interface ListenerWish {
  readonly address: Address
  readonly trustedProxies: readonly string[]
  readonly prefix: string
  readonly log: Log
}

/** What handlers tell of is written; that there are requests, and that somebody listens, is not. */
const logging = (log: Log) => ({
  loggerInstance: log.child(
    {},
    { level: log.isLevelEnabled('warn') ? 'warn' : log.level },
  ) as FastifyBaseLogger,
  childLoggerFactory: (logger: FastifyBaseLogger) => logger,
})

/**
 * One HTTP server: file traffic goes to its own handler untouched, since bodies of any length and paths of any
 * bytes are its business; everything else is routed by Fastify.
 */
export function createListener(
  { address, trustedProxies, prefix, log }: ListenerWish,
  raw: RawHandler,
  upgrades: UpgradeHandler,
): Listener {
  let server: Server | undefined
  const app = Fastify({
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    ...logging(log),
    routerOptions: { ignoreDuplicateSlashes: true, maxParamLength: 512 },
    serverFactory: (handler) => {
      server = createServer({
        ...{ requestTimeout: 0, maxHeaderSize: 64 * 1024, keepAliveTimeout: 75_000 },
        // Some HTTP libraries offer HTTP/2 with every request: they are answered as if they had not.
        shouldUpgradeCallback: ({ headers, url = '/' }) =>
          upgrades.handles(headers.upgrade ?? '', withoutPrefix(url, prefix).split('?')[0]!),
      })
      const dispatch = (
        request: IncomingMessage,
        response: ServerResponse,
        expectsContinue: boolean,
      ): void => {
        request.url = withoutPrefix(request.url ?? '/', prefix)
        if (raw.handles(request)) raw.handle(request, response, expectsContinue)
        else {
          if (expectsContinue) response.writeContinue()
          handler(request, response)
        }
      }
      server.on('request', (request, response) => dispatch(request, response, false))
      server.on('upgrade', (request, socket, head) => upgrades.handle(request, socket, head))
      server.on('checkContinue', (request, response) => dispatch(request, response, true))
      return server
    },
  })
  const routes = new Set<string>()
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.add(`${one} ${url}`)
  })
  return {
    app,
    routes,
    async listen() {
      await app.listen({ host: address.host, port: address.port })
      const bound = app.server.address() as AddressInfo
      return `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`
    },
    async close() {
      server?.closeIdleConnections()
      const force = setTimeout(() => server?.closeAllConnections(), LAST_REQUESTS)
      try {
        await app.close()
      } finally {
        clearTimeout(force)
      }
    },
  }
}
