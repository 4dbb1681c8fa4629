import { delimiter, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { basic, type Credentials } from '../protocol/client.ts'
import { type Daemon, freePort, run, startDaemon, until } from '../rigs/daemon.ts'
import { withTools } from '../rigs/with-tools.ts'
import { freshFolder, put, removeFolder } from './folder.ts'
import { type Device, newDevice } from './nextcloudcmd/device.ts'

const root = join(import.meta.dirname, '../..')

/** Milliseconds. The first start installs and builds. */
const FIRST_START = 240_000

/** Milliseconds within which a later start has to answer; on an idle machine it takes a fraction of it. */
const SECOND_START = 5_000

/** As in a new terminal: nothing of this test's own Node, npm or settings. */
function terminal(port: number): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(?:npm_|NUAGE_|NODE|VITEST|TEST|INIT_CWD)/i.test(name),
  )
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'))
  return { ...Object.fromEntries(own), PATH: path.join(delimiter), NUAGE_LISTEN: `127.0.0.1:${port}` }
}

withTools('nextcloudcmd', 'somebody new', () => {
  let checkout: string
  let env: NodeJS.ProcessEnv
  let url: string
  let daemon: Daemon
  let device: Device | undefined

  beforeAll(async () => {
    checkout = join(await freshFolder('newcomer'), 'nuage')
    const port = await freePort()
    env = terminal(port)
    url = `http://127.0.0.1:${port}`
    await run('git', ['clone', '--quiet', root, checkout])
    return async () => {
      await daemon?.stop()
      await device?.remove()
      await removeFolder(join(checkout, '..'))
    }
  })

  /** @returns the seconds until it answers. */
  async function start(limit: number): Promise<number> {
    const began = performance.now()
    daemon = startDaemon('npm', ['start'], { cwd: checkout, env, remember: 100_000 })
    const answers = async () => (await fetch(`${url}/status.php`)).ok
    await until(daemon, 'npm start', answers, limit)
    const seconds = (performance.now() - began) / 1000
    await printed(/^Nuage is ready at (\S+)$/m)
    return seconds
  }

  /** A server answers a moment before its words have come through npm. @returns the first group. */
  async function printed(line: RegExp): Promise<string> {
    const found = () => line.exec(daemon.output())?.[1]
    await until(daemon, `the line ${line}`, async () => found() !== undefined, 10_000)
    return found()!
  }

  const nuage = (...words: string[]): Promise<string> =>
    run(join(checkout, 'bin/nuage'), words, { env, cwd: checkout })

  const add = async (id: string): Promise<Credentials> => {
    await nuage('user', 'add', id)
    const { appPassword } = JSON.parse(await nuage('token', 'add', id, '--name', 'desktop', '--json'))
    return { user: id, password: appPassword }
  }

  test(
    'clones, starts, makes the first account at the printed address, adds a person, and syncs',
    async () => {
      const first = await start(FIRST_START)
      const address = await printed(/^Make the first administrator at (\S+)$/m)
      await makeFirstAccount(address, 'm.durand', 'une phrase facile à retenir')
      const again = await fetch(address)
      expect(again.status).toBe(404)
      const marie = { user: 'm.durand', password: 'une phrase facile à retenir' }
      const who = await fetch(`${url}/ocs/v2.php/cloud/user?format=json`, {
        headers: { Authorization: basic(marie), 'OCS-APIRequest': 'true' },
      })
      const { ocs } = (await who.json()) as { ocs: { data: { groups: string[]; 'display-name': string } } }
      expect(ocs.data.groups).toContain('admin')
      expect(ocs.data['display-name']).toBe('Marie Durand')

      device = await newDevice({ url }, await add('eleve'))
      await put(device.folder, 'mes devoirs/rédaction.txt', 'Il était une fois', 1_600_000_000)
      await device.sync()
      const second = await newDevice({ url }, await add('eleve2'))
      await second.sync()
      expect(await second.inventory()).toEqual({})
      await second.remove()
      console.log(`A first start, with installing and building, took ${first.toFixed(1)} s`)
    },
    FIRST_START + 60_000,
  )

  test('stops when told to, and starts again at once with everything there', async () => {
    await daemon.stop('SIGTERM')
    expect(await daemon.ended).toBe(0)
    await expect(fetch(`${url}/status.php`)).rejects.toThrow()
    const seconds = await start(SECOND_START)
    console.log(`A second start took ${seconds.toFixed(2)} s until it answered`)
    expect(daemon.output()).toContain(`Nuage is ready at ${url}`)
    expect(daemon.output()).not.toMatch(/Installing|Building|Make the first administrator/)
    const before = await device!.inventory()
    await device!.sync()
    expect(await device!.inventory()).toEqual(before)
    expect(Object.keys(before)).toContain('mes devoirs/rédaction.txt')
  })
})

/** Fills in the page as a browser without scripts does. */
async function makeFirstAccount(address: string, user: string, password: string): Promise<void> {
  const page = await fetch(address)
  expect(page.status).toBe(200)
  const html = await page.text()
  const action = /<form method="post" action="([^"]+)"/.exec(html)![1]!
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  const body = new URLSearchParams(hidden.map(([, name, value]) => [name!, value!]))
  for (const [name, value] of Object.entries({ name: 'Marie Durand', user, password, again: password })) {
    expect(html).toContain(`name="${name}"`)
    body.set(name, value)
  }
  const cookie = page.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ')
  const answer = await fetch(new URL(action, address), {
    method: 'POST',
    body,
    headers: { Cookie: cookie, Origin: new URL(address).origin },
    redirect: 'manual',
  })
  expect(answer.status, await answer.text()).toBe(303)
}
