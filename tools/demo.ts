import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decideConfig } from '../server/src/runtime/config/config.ts'
import { readSettings } from '../server/src/runtime/config/env.ts'
import { openHouse } from '../server/src/runtime/house.ts'
import { openLog } from '../server/src/runtime/log.ts'
import { serve } from '../server/src/runtime/serve.ts'
import { openServing } from '../server/src/runtime/serving.ts'
import { readWebAssets } from '../server/src/runtime/web-assets.ts'
import { buildWebIfStale } from './build-web.ts'
import { settleSchool } from './settle-school.ts'

/** Serves an instance with the little school in it, which goes with it. */
const folder = await mkdtemp(join(tmpdir(), 'nuage-demo-'))
const config = decideConfig(readSettings({ ...process.env, NUAGE_DATA: folder }, folder), folder)
await buildWebIfStale()
const house = await openHouse(config, openLog('warn'))
const serving = await openServing(house, { app: await readWebAssets() })

async function listen(): Promise<string> {
  const url = await serving.listen()
  await settleSchool(house.domain, url)
  return url
}

process.exitCode = await serve({ listen, close: () => serving.close() })
await house.close()
await rm(folder, { recursive: true, force: true })
