import { randomBytes } from 'node:crypto'
import fastify, { type FastifyInstance } from 'fastify'
import type { Domain } from '../../../server/src/domain/domain.ts'
import { instanceId } from '../../../server/src/domain/instance/facts.ts'
import { NO_RENDERER } from '../../../server/src/domain/previews/renderer.ts'
import { pageNotFound, pagesPlugin } from '../../../server/src/protocols/pages/plugin.ts'
import { posterFont } from '../../../server/src/runtime/rendering/fonts.ts'
import { openBlobs } from '../../../server/src/storage/blobs/open-blobs.ts'
import { openRecords } from '../../../server/src/storage/records/open.ts'

export interface Host {
  readonly domain: Domain
  readonly server: FastifyInstance
  /** Moves the clock, in seconds. */
  later(seconds: number): void
  /** Answers on a loopback port from then on; returns the address without a slash at its end. */
  listen(): Promise<string>
  close(): Promise<void>
}

/** The pages alone, over real storage; `engine` is given back at the end. */
export async function openHost(
  engine: { database: string; blobs: string; dispose(): Promise<void> },
  options: { publicUrl?: string; throttle?: boolean; trustProxy?: boolean } = {},
): Promise<Host> {
  const records = await openRecords(
    engine.database.startsWith('postgres:')
      ? { kind: 'postgres', url: engine.database }
      : { kind: 'sqlite', file: engine.database },
  )
  const blobs = await openBlobs(engine.blobs, '')
  let ahead = 0
  const domain: Domain = {
    records,
    blobs,
    now: () => Date.now() + ahead * 1000,
    secret: randomBytes(32),
    throttle: options.throttle ?? true,
    renderer: NO_RENDERER,
    instanceId: await instanceId(records),
  }
  const server = fastify({ trustProxy: options.trustProxy ?? false })
  const pages = { publicUrl: options.publicUrl, timeZone: 'Europe/Paris', posterFont }
  await server.register(pagesPlugin(domain, pages))
  server.setNotFoundHandler(pageNotFound(domain, pages))
  await server.ready()
  return {
    domain,
    server,
    later: (seconds) => {
      ahead += seconds
    },
    listen: async () => (await server.listen({ host: '127.0.0.1', port: 0 })).replace(/\/$/, ''),
    close: async () => {
      await server.close()
      await records.close()
      await blobs.close()
      await engine.dispose()
    },
  }
}
