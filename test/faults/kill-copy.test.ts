import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copy } from '../../server/src/domain/files/copy.ts'
import { makeFolder } from '../../server/src/domain/files/make-folder.ts'
import { writeFile } from '../../server/src/domain/files/write.ts'
import { NO_HOLD } from '../../server/src/domain/locks/lock.ts'
import type { Member } from '../../server/src/vocabulary/actor.ts'
import { chance, seedOfRun } from './chance.ts'
import { askDoctor, furnish, open, type Settings } from './ground.ts'
import { startProgram } from './program.ts'
import { Wire } from './wire.ts'

const KILLS = 4
const FILES = '/remote.php/dav/files/alice'
const ENTRIES = 12 * (1 + 12 * (1 + 12)) + 1

const alice: Member = { kind: 'member', person: 'alice', admin: false }

async function* bytes(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
}

/** Three levels of a dozen each: far more than one slice takes. */
async function layTree(settings: Settings): Promise<void> {
  const house = await open(settings)
  const { domain } = house
  const twelve = Array.from({ length: 12 }, (_, i) => String(i))
  const wish = { hold: NO_HOLD, overwrite: false, shallow: false }
  for (const path of ['leaf', 'branch', 'tree']) await makeFolder(domain, alice, [path], NO_HOLD)
  for (const name of twelve) await writeFile(domain, alice, ['leaf', name], bytes(name), { hold: NO_HOLD })
  for (const name of twelve) await copy(domain, alice, ['leaf'], ['branch', name], wish)
  for (const name of twelve) await copy(domain, alice, ['branch'], ['tree', name], wish)
  await house.close()
}

test('killed while it copies a large folder, it shows all of the copy or nothing', async () => {
  const luck = chance(seedOfRun())
  const folder = await mkdtemp(join(tmpdir(), 'nuage-kill-copy-'))
  const settings = { NUAGE_DATA: folder, NUAGE_THROTTLE: 'off' }
  try {
    const passwords = await furnish(settings, ['alice'])
    await layTree(settings)
    const wire = new Wire('alice', passwords.get('alice')!)
    for (let round = 0; round < KILLS; round++) {
      const program = startProgram(settings)
      wire.pointTo(await program.ready)
      const headers = { Destination: `${FILES}/copy-${round}/` }
      const copying = wire.send({ method: 'COPY', path: `${FILES}/tree/`, headers })
      await new Promise((resolve) => setTimeout(resolve, luck.below(60)))
      await program.kill()
      const acknowledged = (await copying)?.status === 201
      const again = startProgram(settings)
      wire.pointTo(await again.ready)
      await askDoctor(settings, ['--quick'], `round ${round}`)
      const listed = await wire.send({
        ...{ method: 'PROPFIND', path: `${FILES}/copy-${round}/`, headers: { Depth: 'infinity' } },
        body: Buffer.from('<d:propfind xmlns:d="DAV:"><d:prop><d:getetag/></d:prop></d:propfind>'),
      })
      if (acknowledged || listed?.status !== 404) {
        expect(listed?.status).toBe(207)
        expect(listed!.body.toString().split('<d:response>').length - 1).toBe(ENTRIES)
      }
      expect(await again.stop()).toBe(0)
    }
    await askDoctor(settings)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}, 400_000)
