import { setupAddress } from '../domain/instance/setup.ts'
import { admitting } from '../protocols/dav/admit.ts'
import { createDav } from '../protocols/dav/dav.ts'
import { discovery } from '../protocols/discovery/discovery.ts'
import { ocs } from '../protocols/ocs/plugin.ts'
import { wipe } from '../protocols/ocs/wipe.ts'
import { pageNotFound, pagesPlugin } from '../protocols/pages/plugin.ts'
import { authenticate, isForged } from '../protocols/wire/authenticate.ts'
import { serveAlone } from '../storage/records/sole-server.ts'
import type { House } from './house.ts'
import { type Jobs, startJobs } from './jobs.ts'
import { createListener } from './listener.ts'
import { placeTeller } from './place.ts'
import type { Serving } from './serve.ts'

/**
 * The protocols on top of a house, and the address they are reached at. The house stays open.
 * @param patience milliseconds without a byte of a body after which its sender counts as gone.
 */
export async function openServing(house: House, patience: { stall?: number } = {}): Promise<Serving> {
  const { domain, config, log } = house
  const letGo = config.database.kind === 'sqlite' ? serveAlone(config.database.file) : undefined
  const prefix = config.publicUrl === undefined ? '' : new URL(config.publicUrl).pathname.replace(/\/+$/, '')
  const dav = createDav({
    domain,
    prefix,
    timeZone: config.timezone,
    log,
    ...patience,
    authenticate: admitting({
      identify: ({ headers, socket }, place) => authenticate(domain, { headers, place, connection: socket }),
      isForged: (who, method, headers) => isForged(domain, who, method, headers),
      placeOf: placeTeller(config.trustedProxies),
    }),
  })
  const listener = createListener(config.listen, config.trustedProxies, prefix, dav)
  const { publicUrl } = config
  await listener.app.register(ocs, { domain, publicUrl })
  await listener.app.register(wipe, { domain })
  await listener.app.register(discovery, { domain, publicUrl })
  const pages = { publicUrl, timeZone: config.timezone }
  await listener.app.register(pagesPlugin(domain, pages))
  listener.app.setNotFoundHandler(pageNotFound(domain, pages))
  let jobs: Jobs | undefined
  return {
    firstSteps: () => setupAddress(domain),
    async listen() {
      const bound = await listener.listen()
      jobs = startJobs(domain, log)
      return config.publicUrl ?? bound
    },
    async close() {
      await listener.close()
      await jobs?.stop()
      letGo?.()
    },
  }
}
