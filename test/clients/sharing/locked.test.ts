import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Credentials } from '../../protocol/client.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { put } from '../folder.ts'
import { type Device, newDevice } from '../nextcloudcmd/device.ts'
import { type Server, startServer } from '../server.ts'

/** A file that a colleague has locked while they edit it. */
withTools('nextcloudcmd', 'nextcloudcmd beside a colleague who edits', () => {
  let server: Server
  let ada: Credentials
  let device: Device
  const FILE = '/remote.php/dav/files/ada/class/plan.txt'

  beforeAll(async () => {
    server = await startServer()
    ada = await server.addPerson('ada')
    const bob = await server.addPerson('bob')
    await ask('MKCOL', '/remote.php/dav/files/ada/class', 201)
    await ask('PUT', FILE, 201, 'first')
    const answer = await server.client(ada).send({
      ...{ method: 'POST', path: '/ocs/v2.php/apps/files_sharing/api/v1/shares?format=json' },
      headers: { 'OCS-APIRequest': 'true', 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        ...{ path: '/class', shareType: '0', shareWith: 'bob', permissions: '31' },
      }).toString(),
    })
    expect(answer.status).toBe(200)
    device = await newDevice(server, bob)
    await device.sync()
  })
  afterAll(async () => {
    await server?.stop()
    await device?.remove()
  })

  async function ask(method: string, path: string, status: number, body?: string): Promise<void> {
    const headers: Record<string, string> = method.endsWith('LOCK') ? { 'X-User-Lock': '1' } : {}
    const answer = await server
      .client(ada)
      .dav(method, path, { headers, ...(body === undefined ? {} : { body }) })
    expect(answer.status).toBe(status)
  }
  const onServer = async (): Promise<string> => (await server.client(ada).dav('GET', FILE)).text
  const local = (): Promise<string> => readFile(join(device.folder, 'class/plan.txt'), 'utf8')

  test('what is edited beside them waits and is said to be locked, and goes up once they are done', async () => {
    await ask('LOCK', FILE, 200)
    await put(device.folder, 'class/plan.txt', 'by bob', 1_600_000_100)
    const refused = await device.attempt()
    expect(refused.output).toMatch(/locked/i)
    expect([await onServer(), await local()]).toEqual(['first', 'by bob'])
    await ask('UNLOCK', FILE, 200)
    // It lets what failed rest for a while before it tries again.
    await expect
      .poll(async () => (await device.attempt()).code === 0 && (await onServer()), { timeout: 100_000 })
      .toBe('by bob')
    expect(await local()).toBe('by bob')
  })

  test('what they change while they have it locked comes down', async () => {
    await ask('LOCK', FILE, 200)
    await ask('PUT', FILE, 204, 'by ada')
    await device.attempt()
    expect(await local()).toBe('by ada')
    await ask('UNLOCK', FILE, 200)
    await device.sync()
    expect(await local()).toBe('by ada')
  })
})
