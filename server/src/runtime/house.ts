import { chmod } from 'node:fs/promises'
import type { Domain } from '../domain/domain.ts'
import { type Events, openEvents } from '../domain/events/events.ts'
import { instanceId } from '../domain/instance/facts.ts'
import { openBlobs } from '../storage/blobs/open-blobs.ts'
import { openBus } from '../storage/bus/open-bus.ts'
import { openRecords } from '../storage/records/open.ts'
import type { Config } from './config/config.ts'
import { deriveKey, keepSecret } from './config/secrets.ts'
import { openFederation } from './federation/federation.ts'
import type { Log } from './log.ts'
import { openPostman } from './posting/open-postman.ts'
import { openRenderer } from './rendering/renderer.ts'
import { openClamd } from './scanning/clamd.ts'

/** Everything wired together, without a listener. */
export interface House {
  readonly config: Config
  readonly domain: Domain
  /** What happens in every process of the instance. */
  readonly events: Events
  readonly log: Log
  close(): Promise<void>
}

/** Opens storage, bringing the schema up to date, and puts the domain on top. */
export async function openHouse(config: Config, log: Log): Promise<House> {
  const secret = await keepSecret(config)
  const records = await openRecords(config.database)
  if (config.database.kind === 'sqlite') await chmod(config.database.file, 0o600)
  const blobs = config.blobs.kind === 'disk' ? `disk:${config.blobs.folder}` : config.blobs.url
  const domain: Domain = {
    records,
    blobs: await openBlobs(blobs, ''),
    now: Date.now,
    renderer: openRenderer(),
    federation: openFederation(),
    secret: deriveKey(secret),
    throttle: config.throttle,
    instanceId: await instanceId(records),
    timezone: config.timezone,
    ...(config.smtp === undefined ? {} : { postman: await openPostman(config, config.smtp) }),
    ...(config.clamd === undefined ? {} : { scanner: openClamd(config.clamd) }),
  }
  const bus = await openBus({
    url: config.redis,
    channel: `nuage:${domain.instanceId}`,
    onLine: (up) =>
      up ? log.info('Redis answers: changes go to all processes') : log.warn('Redis does not answer'),
  })
  const events = openEvents(records, bus)
  return {
    config,
    domain,
    events,
    log,
    async close() {
      await domain.renderer.close()
      await domain.postman?.close()
      await domain.records.close()
      events.close()
      await bus.close()
      await domain.blobs.close()
    },
  }
}
