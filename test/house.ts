import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NewPerson } from '../server/src/domain/accounts/people/add.ts'
import type { Domain } from '../server/src/domain/domain.ts'
import { type Config, decideConfig } from '../server/src/runtime/config/config.ts'
import { readSettings } from '../server/src/runtime/config/env.ts'
import { openHouse } from '../server/src/runtime/house.ts'
import { type Log, openLog } from '../server/src/runtime/log.ts'
import { openServing, type ServingWish } from '../server/src/runtime/serving.ts'
import { Client } from './protocol/client.ts'
import { type TestEngine, testEngine } from './rigs/engine.ts'
import { type Inhabitant, settle } from './school/inhabitant.ts'

export type { Inhabitant }

/** The whole program in this process, on storage of its own, at an address of its own. */
export interface TestHouse {
  /** Without a slash at its end. */
  readonly url: string
  readonly domain: Domain
  /** Every `METHOD /path` that is answered besides those of files. */
  readonly routes: ReadonlySet<string>
  /** Speaks to the house as nobody. */
  readonly stranger: Client
  /** Adds a person by the domain's own verbs. */
  person(wanted: NewPerson): Promise<Inhabitant>
  /** Ends the program and opens it again on the same storage, at another address. This house is spent then. */
  restart(): Promise<TestHouse>
  /** Ends everything and frees the storage. */
  close(): Promise<void>
}

export interface TestHouseWish {
  /** Settings by their names in the environment; the storage is given by the engine of the run. */
  readonly settings?: Readonly<Record<string, string>>
  /** Milliseconds without a byte of a body after which its sender counts as gone. */
  readonly stall?: number
  /** Milliseconds that a socket may be silent, and take to say who it is. */
  readonly push?: ServingWish['push']
  /** Where it writes what happens; nowhere when left out. */
  readonly log?: Log
  /** The web app; without it, its addresses are not there. */
  readonly app?: ServingWish['app']
}

/** @throws when the house does not open; nothing is left behind then. */
export async function openTestHouse(wish: TestHouseWish = {}): Promise<TestHouse> {
  const engine = await testEngine()
  const folder = await mkdtemp(join(tmpdir(), 'nuage-house-'))
  const free = async (): Promise<void> => {
    await engine.dispose()
    await rm(folder, { recursive: true, force: true })
  }
  return await openOn(config(engine, folder, wish), free, wish)
}

async function openOn(config: Config, free: () => Promise<void>, wish: TestHouseWish): Promise<TestHouse> {
  try {
    const house = await openHouse(config, wish.log ?? openLog('silent'))
    const { settings: _, log: __, ...patience } = wish
    const serving = await openServing(house, patience)
    const url = (await serving.listen()).replace(/\/$/, '')
    const end = async (): Promise<void> => {
      await serving.close()
      await house.close()
    }
    return {
      url,
      domain: house.domain,
      routes: serving.routes ?? new Set(),
      stranger: new Client(url),
      person: (wanted) => settle(house.domain, url, wanted),
      async restart() {
        await end()
        return await openOn(config, free, wish)
      },
      async close() {
        await end()
        await free()
      },
    }
  } catch (fault) {
    await free()
    throw fault
  }
}

function config(engine: TestEngine, folder: string, wish: TestHouseWish): Config {
  const settings = readSettings(
    { NUAGE_LISTEN: '127.0.0.1:0', NUAGE_DATA: folder, NUAGE_THROTTLE: 'off', ...wish.settings },
    folder,
  )
  return {
    ...decideConfig(settings, folder),
    database: engine.database.startsWith('postgres')
      ? { kind: 'postgres', url: engine.database }
      : { kind: 'sqlite', file: engine.database },
    blobs: engine.blobs.startsWith('disk:')
      ? { kind: 'disk', folder: engine.blobs.slice('disk:'.length) }
      : { kind: 's3', url: engine.blobs },
  }
}
