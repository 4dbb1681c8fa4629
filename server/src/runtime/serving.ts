import { setTimeout as sleep } from 'node:timers/promises'
import { setupAddress } from '../domain/instance/setup.ts'
import { flushCounters } from '../domain/links/counters.ts'
import { Audience } from '../domain/push/audience.ts'
import type { Assets } from '../protocols/app/assets.ts'
import { app } from '../protocols/app/plugin.ts'
import { admitting } from '../protocols/dav/admit.ts'
import { createDav } from '../protocols/dav/dav.ts'
import { discovery } from '../protocols/discovery/discovery.ts'
import { ocs } from '../protocols/ocs/plugin.ts'
import { wipe } from '../protocols/ocs/wipe.ts'
import { pageNotFound, pagesPlugin } from '../protocols/pages/plugin.ts'
import { pictures } from '../protocols/pictures/plugin.ts'
import { preAuth } from '../protocols/push/pre-auth.ts'
import { Push, type PushOptions } from '../protocols/push/push.ts'
import { web } from '../protocols/web/plugin.ts'
import { authenticate, isForged } from '../protocols/wire/authenticate.ts'
import { serveAlone } from '../storage/records/sole-server.ts'
import type { House } from './house.ts'
import { type Jobs, startJobs } from './jobs.ts'
import { createListener } from './listener.ts'
import { openFileLimit } from './open-file-limit.ts'
import { placeTeller } from './place.ts'
import { program } from './program.ts'
import { posterFont } from './rendering/fonts.ts'
import type { Serving } from './serve.ts'
import { versionWith } from './web-assets.ts'

export interface ServingWish {
  /** The built web app; without it, people are shown the pages that need no script. */
  readonly app?: Assets | undefined

  /** Milliseconds without a byte of a body after which its sender counts as gone. */
  readonly stall?: number
  readonly push?: PushOptions['patience']
}

/** Milliseconds for what a client has sent and left to be written, when the server is told to stop. */
const LAST_WRITES = 5_000

/** The part of all open files that connections for push may take: the rest is for requests and their files. */
const FOR_PUSH = 0.75

/**
 * The protocols on top of a house, and the address they are reached at. The house stays open.
 */
export async function openServing(house: House, wish: ServingWish = {}): Promise<Serving> {
  const { domain, config, events, log } = house
  const letGo = config.database.kind === 'sqlite' ? serveAlone(config.database.file) : undefined
  const prefix = config.publicUrl === undefined ? '' : new URL(config.publicUrl).pathname.replace(/\/+$/, '')
  const placeOf = placeTeller(config.trustedProxies)
  const dav = createDav({
    domain,
    prefix,
    placeOf,
    timeZone: config.timezone,
    log,
    ...(wish.stall === undefined ? {} : { stall: wish.stall }),
    authenticate: admitting({
      identify: ({ headers, socket }, place) => authenticate(domain, { headers, place, connection: socket }),
      isForged: (who, method, headers) => isForged(domain, who, method, headers),
      placeOf,
    }),
  })
  const audience = new Audience(domain, events)
  const push = new Push({
    ...{ domain, audience, placeOf, log, capacity: Math.floor(openFileLimit() * FOR_PUSH) },
    ...(wish.push === undefined ? {} : { patience: wish.push }),
  })
  const { listen: address, trustedProxies } = config
  const listener = createListener({ address, trustedProxies, prefix, log }, dav, push)
  const { publicUrl } = config
  await listener.app.register(ocs, { domain, publicUrl })
  await listener.app.register(wipe, { domain })
  await listener.app.register(preAuth, { domain })
  await listener.app.register(discovery, { domain, publicUrl })
  await listener.app.register(pictures, { domain, publicUrl })
  const version = versionWith(program.version, wish.app)
  await listener.app.register(web, { domain, log, publicUrl, version })
  if (wish.app !== undefined)
    await listener.app.register(app, { domain, publicUrl, version, assets: wish.app })
  const pages = { publicUrl, timeZone: config.timezone, posterFont, app: wish.app !== undefined }
  await listener.app.register(pagesPlugin(domain, pages))
  listener.app.setNotFoundHandler(pageNotFound(domain, pages))
  let jobs: Jobs | undefined
  return {
    routes: listener.routes,
    firstSteps: () => setupAddress(domain),
    async listen() {
      const bound = await listener.listen()
      jobs = startJobs(domain, log)
      return config.publicUrl ?? bound
    },
    async close() {
      audience.close()
      await Promise.all([push.close(), listener.close()])
      await Promise.race([dav.ended(), sleep(LAST_WRITES, undefined, { ref: false })])
      await jobs?.stop()
      await flushCounters(domain, true)
      letGo?.()
    },
  }
}
