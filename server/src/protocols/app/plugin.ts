import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Domain } from '../../domain/domain.ts'
import { acceptsCoding } from '../wire/gzip.ts'
import { publicAddress } from '../wire/public-address.ts'
import { FOREIGN_ADDRESSES, SHELL_ADDRESSES } from './addresses.ts'
import { arrive, redirect } from './arrival.ts'
import type { Assets } from './assets.ts'
import { addInstallable } from './installable.ts'
import { showMoved } from './moved.ts'
import { showShell } from './shell.ts'

export interface AppOptions {
  readonly domain: Domain
  /** `NUAGE_PUBLIC_URL`; without, the request's own host. */
  readonly publicUrl: string | undefined
  /** Of the program and its app. */
  readonly version: string
  readonly assets: Assets
}

/** The web app: one page for all of its places, and the files that it is made of. */
export async function app(server: FastifyInstance, options: AppOptions): Promise<void> {
  for (const path of SHELL_ADDRESSES) {
    server.get(path, async (request, reply) => {
      const arrival = await arrive(options, request, reply)
      return arrival === undefined ? reply : await showShell(arrival, options.assets, options.version)
    })
    // Some programs know only this way in; the app itself has one address for each of its places.
    server.get(`/index.php${path}`, (request, reply) =>
      redirect(
        reply,
        publicAddress(request, options.publicUrl),
        (request.raw.url ?? '').replace(/^\/+index\.php/, ''),
        302,
      ),
    )
  }
  for (const path of FOREIGN_ADDRESSES.flatMap((path) => [path, `/index.php${path}`]))
    server.get(path, async (request, reply) => {
      const arrival = await arrive(options, request, reply)
      return arrival === undefined ? reply : await showMoved(arrival)
    })
  addInstallable(server, options)
  server.get<{ Params: { '*': string } }>('/assets/*', (request, reply) =>
    giveAsset(options.assets, request.params['*'], request, reply),
  )
}

const FOR_EVER = 'public, max-age=31536000, immutable'

/** A name that is not there is never answered with a page: a module of an older app is simply gone. */
function giveAsset(
  assets: Assets,
  name: string,
  { headers }: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const file = assets.find(name)
  reply.header('x-content-type-options', 'nosniff')
  if (file === undefined) return reply.code(404).header('cache-control', 'no-store').send()
  reply.headers({ 'content-type': file.type, 'cache-control': FOR_EVER, vary: 'Accept-Encoding' })
  const wanted = headers['accept-encoding']
  if (file.brotli !== undefined && acceptsCoding(wanted, ['br']))
    return reply.header('content-encoding', 'br').send(file.brotli)
  if (file.gzip !== undefined && acceptsCoding(wanted, ['gzip', 'x-gzip']))
    return reply.header('content-encoding', 'gzip').send(file.gzip)
  return reply.send(file.plain)
}
