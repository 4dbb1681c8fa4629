import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Credentials } from '../../protocol/client.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { freshFolder, inventory, noise, put, removeFolder } from '../folder.ts'
import { oddNames } from '../names.ts'
import { mustRun, type Ran, runClient } from '../run-client.ts'
import { type Server, startServer } from '../server.ts'

const PASSWORD = 'girafe-piano-nuage'
const SHARES = '/ocs/v2.php/apps/files_sharing/api/v1/shares?format=json'

withTools('rclone', 'a public link with rclone', () => {
  let server: Server
  let ada: Credentials
  let folder: string
  let here: string

  beforeAll(async () => {
    server = await startServer()
    ada = await server.addPerson('ada')
    folder = await freshFolder('rclone-link')
    here = join(folder, 'here')
    for (const [i, name] of oddNames.entries()) await put(here, `odd/${name}`, name, 1_500_000_000 + i)
    await put(here, 'empty.txt', '', 1_111_111_111)
    await put(here, 'big.bin', noise(12_000_000, 'link'), 1_600_000_000)
    return async () => {
      await server.stop()
      await removeFolder(folder)
    }
  })

  /** A folder of Ada's, and what opens it. */
  async function link(name: string, wish: Record<string, string>): Promise<string> {
    const client = server.client(ada)
    const made = await client.dav('MKCOL', `/remote.php/dav/files/ada/${name}`)
    expect(made.status).toBe(201)
    const answer = await client.send({
      method: 'POST',
      path: SHARES,
      headers: { 'OCS-APIRequest': 'true', 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ path: `/${name}`, shareType: '3', ...wish }).toString(),
    })
    expect(answer.status).toBe(200)
    return (answer.json() as { ocs: { data: { token: string } } }).ocs.data.token
  }

  async function remote(path: string, user: string, password: string): Promise<NodeJS.ProcessEnv> {
    const bare = { HOME: folder, RCLONE_CONFIG: '/dev/null' }
    const hidden =
      password === '' ? '' : (await mustRun('rclone', ['obscure', password], { env: bare })).stdout
    return {
      ...bare,
      RCLONE_CONFIG_LINK_TYPE: 'webdav',
      RCLONE_CONFIG_LINK_VENDOR: 'nextcloud',
      RCLONE_CONFIG_LINK_URL: `${server.url}/public.php/${path}`,
      RCLONE_CONFIG_LINK_USER: user,
      RCLONE_CONFIG_LINK_PASS: hidden.trim(),
    }
  }

  const rclone = (env: NodeJS.ProcessEnv, ...args: string[]): Promise<Ran> =>
    mustRun('rclone', [...args, '--retries', '1'], { env })

  test('copies a tree up and down, moves, syncs and purges, with a password', async () => {
    const token = await link('both', { publicUpload: 'true', password: PASSWORD })
    const env = await remote(`dav/files/${token}`, 'anonymous', PASSWORD)
    await rclone(env, 'copy', here, 'link:tree')
    expect((await rclone(env, 'check', here, 'link:tree')).output).toContain('0 differences found')
    expect((await rclone(env, 'check', '--download', here, 'link:tree')).output).toContain(
      '0 differences found',
    )
    expect((await rclone(env, 'copy', here, 'link:tree', '-v')).output).not.toContain('Copied')
    const back = join(folder, 'back')
    await rclone(env, 'copy', 'link:tree', back)
    expect(await inventory(back)).toEqual(await inventory(here))
    await rclone(env, 'moveto', 'link:tree/big.bin', 'link:elsewhere/à nous.bin')
    expect((await rclone(env, 'lsf', '-R', 'link:elsewhere')).stdout).toBe('à nous.bin\n')
    await mkdir(join(folder, 'nothing'))
    await rclone(env, 'sync', join(folder, 'nothing'), 'link:elsewhere')
    expect((await rclone(env, 'lsf', 'link:elsewhere')).stdout).toBe('')
    await rclone(env, 'purge', 'link:tree')
    expect((await rclone(env, 'lsf', 'link:')).stdout).toBe('elsewhere/\n')
    const wrong = await remote(`dav/files/${token}`, 'anonymous', 'girafe-piano-soleil')
    expect((await runClient('rclone', ['lsf', 'link:', '--retries', '1'], { env: wrong })).code).not.toBe(0)
  })

  test('reads by the old address, where nothing may be written', async () => {
    const token = await link('look', {})
    await server.client(ada).dav('PUT', '/remote.php/dav/files/ada/look/p.txt', { body: 'pub' })
    const env = await remote('webdav', token, '')
    expect((await rclone(env, 'lsf', 'link:')).stdout).toBe('p.txt\n')
    expect((await rclone(env, 'cat', 'link:p.txt')).stdout).toBe('pub')
    const refused = await runClient('rclone', ['copy', here, 'link:', '--retries', '1'], { env })
    expect(refused.code).not.toBe(0)
    expect((await rclone(env, 'lsf', 'link:')).stdout).toBe('p.txt\n')
  })
})
