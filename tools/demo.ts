import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setupAddress } from '../server/src/domain/instance/setup.ts'
import { decideConfig } from '../server/src/runtime/config/config.ts'
import { readSettings } from '../server/src/runtime/config/env.ts'
import { openHouse } from '../server/src/runtime/house.ts'
import { openLog } from '../server/src/runtime/log.ts'
import { serve } from '../server/src/runtime/serve.ts'
import { openServing } from '../server/src/runtime/serving.ts'
import { readWebAssets } from '../server/src/runtime/web-assets.ts'
import { PASSWORD, settle } from '../test/school/inhabitant.ts'
import { moveIn } from '../test/school/school.ts'
import { buildWebIfStale } from './build-web.ts'

/** Serves an instance with the little school in it; `--keep` finds it again at the next start. */
const keep = process.argv.includes('--keep')
const folder = keep ? join(tmpdir(), 'nuage-dev') : await mkdtemp(join(tmpdir(), 'nuage-demo-'))
const config = decideConfig(readSettings({ ...process.env, NUAGE_DATA: folder }, folder), folder)
await buildWebIfStale()
const house = await openHouse(config, openLog('warn'))
const serving = await openServing(house, { app: await readWebAssets() })

async function listen(): Promise<string> {
  const url = await serving.listen()
  // Whoever can still make the first administrator finds nobody here.
  if ((await setupAddress(house.domain)) !== undefined) {
    const { domain } = house
    await moveIn({ domain, person: (wanted) => settle(domain, url, wanted) })
  }
  process.stdout.write(`Sign in as claire.martin, n'golo.oconnor or direction, password: ${PASSWORD}\n`)
  return url
}

process.exitCode = await serve({ listen, close: () => serving.close() })
await house.close()
if (!keep) await rm(folder, { recursive: true, force: true })
