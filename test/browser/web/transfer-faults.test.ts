import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson } from '../../../server/src/domain/accounts/people/add.ts'
import { changePreferences } from '../../../server/src/domain/accounts/preferences/preferences.ts'
import { openSession } from '../../../server/src/domain/accounts/sessions/open.ts'
import { list } from '../../../server/src/domain/files/list.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { askDoctor, open } from '../../faults/ground.ts'
import { startProgram } from '../../faults/program.ts'
import { freePort } from '../../rigs/daemon.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { launch } from '../browser.ts'
import { Deposits } from './pages/deposits.ts'

const MB = 1_000_000

withTools('chromium', 'deposits while the server dies', () => {
  let browser: Browser
  let folder: string

  beforeAll(async () => {
    browser = await launch()
    folder = await mkdtemp(join(tmpdir(), 'nuage-deposit-fault-'))
  })
  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  test('a server that is killed and started again in the middle gets all of it, once, and what had arrived is not sent again', async () => {
    const url = `http://127.0.0.1:${await freePort()}`
    const settings = { NUAGE_DATA: join(folder, 'data'), NUAGE_LISTEN: url.slice('http://'.length) }
    const house = await open(settings)
    await addPerson(house.domain, SYSTEM, { id: 'alice', name: 'Alice' })
    const alice = { kind: 'member', person: 'alice', admin: false } as const
    await changePreferences(house.domain, alice, { tourSeen: true })
    const value = await openSession(house.domain, {
      ...{ state: 'signed-in', person: 'alice', place: '127.0.0.1', client: 'Chromium', remember: true },
    })
    await house.close()
    const program = startProgram(settings)
    await program.ready

    const context = await browser.newContext({ locale: 'fr-FR', serviceWorkers: 'block' })
    await context.addCookies([{ name: 'nuage-session', value, url, httpOnly: true, sameSite: 'Lax' }])
    const page = await context.newPage()
    const chunks: string[] = []
    page.on('response', (response) => {
      const name = /\/uploads\/.*\/(\d+)$/.exec(response.url())?.[1]
      if (name !== undefined && response.status() === 201) chunks.push(name)
    })
    await page.goto(`${url}/files`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const film = join(folder, 'film.mp4')
    await writeFile(film, Buffer.alloc(30 * MB, 'film'))
    const copies: string[] = []
    for (let i = 0; i < 250; i++) {
      copies.push(join(folder, `copie ${i}.txt`))
      await writeFile(copies[i]!, `${i} `.repeat(5_000))
    }
    const line = await context.newCDPSession(page)
    const slow = (uploadThroughput: number) =>
      line.send('Network.emulateNetworkConditions', {
        ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput },
      })
    await slow(2 * MB)
    const deposits = new Deposits(page)
    await deposits.add([film, ...copies])
    await expect.poll(() => chunks, { timeout: 90_000 }).toContain('00001')
    await slow(MB / 3)
    await program.kill()
    await deposits.says(/La connexion s’est interrompue/)
    const again = startProgram(settings)
    await again.ready
    await slow(-1)
    await deposits.says('251 fichiers déposés')
    expect(chunks.filter((name) => name === '00001')).toHaveLength(1)
    expect(chunks.length).toBeGreaterThan(1)
    await context.close()
    await again.stop()

    const after = await open(settings)
    const { members } = await list(after.domain, alice, [], [])
    expect(members.map(({ name }) => name).sort()).toEqual(
      ['film.mp4', ...copies.map((path) => path.slice(folder.length + 1))].sort(),
    )
    expect(members.find(({ name }) => name === 'film.mp4')!.node.size).toBe(30 * MB)
    await after.close()
    await askDoctor(settings)
  })
})
