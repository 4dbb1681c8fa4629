import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addPerson } from '../../server/src/domain/accounts/people/add.ts'
import type { Domain } from '../../server/src/domain/domain.ts'
import { decideConfig } from '../../server/src/runtime/config/config.ts'
import { readSettings } from '../../server/src/runtime/config/env.ts'
import { openHouse } from '../../server/src/runtime/house.ts'
import { openLog } from '../../server/src/runtime/log.ts'
import { openServing } from '../../server/src/runtime/serving.ts'
import { readWebAssets } from '../../server/src/runtime/web-assets.ts'
import { SYSTEM } from '../../server/src/vocabulary/actor.ts'

export const TEACHER = { id: 'm.durand', name: 'Marie Durand', password: 'nuage du matin calme' }

export interface School {
  /** Where the whole house answers; without a slash at its end. */
  readonly url: string
  readonly domain: Domain
  /** The path at which the first administrator is made, while there is none. */
  firstSteps(): Promise<string | undefined>
  addTeacher(): Promise<void>
  /** Milliseconds, by the clock that can be moved. */
  now(): number
  /** Moves the clock, in seconds. */
  later(seconds: number): void
  close(): Promise<void>
}

/**
 * The whole house on a loopback port, with storage of its own and a clock that can be turned.
 * @param settings of its environment, besides where it lies and listens.
 */
export async function openSchool(settings: Readonly<Record<string, string>> = {}): Promise<School> {
  const folder = await mkdtemp(join(tmpdir(), 'nuage-browser-'))
  const environment = { NUAGE_DATA: join(folder, 'data'), NUAGE_LISTEN: '127.0.0.1:0', ...settings }
  const house = await openHouse(decideConfig(readSettings(environment, folder), folder), openLog('silent'))
  let ahead = 0
  const domain = { ...house.domain, now: () => Date.now() + ahead * 1000 }
  const serving = await openServing({ ...house, domain }, { app: await readWebAssets() })
  const url = (await serving.listen()).replace(/\/$/, '')
  return {
    url,
    domain,
    firstSteps: async () => await serving.firstSteps?.(),
    addTeacher: async () => {
      await addPerson(domain, SYSTEM, TEACHER)
    },
    now: domain.now,
    later: (seconds) => {
      ahead += seconds
    },
    close: async () => {
      await serving.close()
      await house.close()
      // A picture that was still being drawn may be put down while this goes on.
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
    },
  }
}
