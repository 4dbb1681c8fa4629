import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Credentials } from '../../protocol/client.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { put } from '../folder.ts'
import { type Device, newDevice } from '../nextcloudcmd/device.ts'
import { type Server, startServer } from '../server.ts'

const SHARES = '/ocs/v2.php/apps/files_sharing/api/v1/shares'
const [UPDATE, CREATE, DELETE] = [2, 4, 8]
/** Each combination that the clients offer (ocs.md §6.2). */
const RIGHTS = [1, 3, 5, 7, 15, 17, 19, 31] as const

withTools('nextcloudcmd', 'nextcloudcmd of somebody who received folders', () => {
  let server: Server
  let ada: Credentials
  let bob: Credentials
  let device: Device
  const shares = new Map<number, string>()
  /** All past: the client lets fresh files settle first. */
  let now = 1_600_000_000

  const ocs = async (method: 'POST' | 'PUT' | 'DELETE', path: string, wish: Record<string, string>) => {
    const answer = await server.client(ada).send({
      ...{ method, path: `${SHARES}${path}?format=json` },
      headers: { 'OCS-APIRequest': 'true', 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(wish).toString(),
    })
    expect(answer.status).toBe(200)
    return (answer.json() as { ocs: { data: { id: string } } }).ocs.data
  }
  const dav = async (method: string, path: string, body = '') =>
    await server.client(ada).dav(method, `/remote.php/dav/files/ada/${path}`, body === '' ? {} : { body })
  const onServer = async (path: string): Promise<string | undefined> => {
    const answer = await dav('GET', path)
    return answer.status === 200 ? answer.text : undefined
  }
  const write = (path: string, text: string): Promise<void> => {
    now += 10
    return put(device.folder, path, text, now)
  }
  const local = (path: string): Promise<string | undefined> =>
    readFile(join(device.folder, path), 'utf8').catch(() => undefined)
  /** Whether a text is in any file at or below a folder of the device, under whatever name. */
  async function keeps(path: string, text: string): Promise<boolean> {
    const entries = await readdir(join(device.folder, path), { recursive: true, withFileTypes: true })
    for (const entry of entries)
      if (entry.isFile() && (await readFile(join(entry.parentPath, entry.name), 'utf8')) === text) return true
    return false
  }

  beforeAll(async () => {
    server = await startServer()
    ada = await server.addPerson('ada')
    bob = await server.addPerson('bob')
    device = await newDevice(server, bob)
    for (const rights of RIGHTS) {
      for (const folder of [`r${rights}`, `r${rights}/sub`])
        expect((await dav('MKCOL', folder)).status).toBe(201)
      for (const file of ['old.txt', 'sub/inner.txt', 'kept.txt'])
        expect((await dav('PUT', `r${rights}/${file}`, `${file} of ${rights}`)).status).toBe(201)
      const wish = { path: `/r${rights}`, shareType: '0', shareWith: 'bob', permissions: String(rights) }
      shares.set(rights, (await ocs('POST', '', wish)).id)
    }
    return async () => {
      await server.stop()
      await device.remove()
    }
  })

  test('everything received comes down, whatever may be done with it', async () => {
    await device.sync()
    for (const rights of RIGHTS)
      for (const file of ['old.txt', 'sub/inner.txt', 'kept.txt'])
        expect(await local(`r${rights}/${file}`)).toBe(`${file} of ${rights}`)
  })

  test('what may be done goes up, what may not stays here, and no work is lost', async () => {
    for (const rights of RIGHTS) {
      await write(`r${rights}/old.txt`, `edited under ${rights}`)
      await write(`r${rights}/new.txt`, `new under ${rights}`)
      await rm(join(device.folder, `r${rights}/sub/inner.txt`))
    }
    await device.attempt()
    await device.attempt()
    for (const rights of RIGHTS) {
      const may = (right: number): boolean => (rights & right) !== 0
      const old = `old.txt of ${rights}`
      expect(await onServer(`r${rights}/old.txt`), `${rights}`).toBe(
        may(UPDATE) ? `edited under ${rights}` : old,
      )
      expect(await onServer(`r${rights}/new.txt`)).toBe(may(CREATE) ? `new under ${rights}` : undefined)
      const inner = `sub/inner.txt of ${rights}`
      expect(await onServer(`r${rights}/sub/inner.txt`)).toBe(may(DELETE) ? undefined : inner)
      expect(await keeps(`r${rights}`, `edited under ${rights}`)).toBe(true)
      expect(await keeps(`r${rights}`, `new under ${rights}`)).toBe(true)
      if (!may(DELETE)) expect(await local(`r${rights}/sub/inner.txt`)).toBe(inner)
    }
  })

  test('what its owner changes comes down', async () => {
    for (const rights of RIGHTS) await dav('PUT', `r${rights}/kept.txt`, `by ada for ${rights}`)
    await device.attempt()
    for (const rights of RIGHTS) expect(await local(`r${rights}/kept.txt`)).toBe(`by ada for ${rights}`)
  })

  test('rights that are narrowed hold with the next run, and what was edited meanwhile is kept', async () => {
    await ocs('PUT', `/${shares.get(31)}`, { permissions: '1' })
    await write('r31/kept.txt', 'edited too late')
    await write('r31/sub/late.txt', 'made too late')
    await device.attempt()
    await device.attempt()
    expect(await onServer('r31/kept.txt')).toBe('by ada for 31')
    expect(await onServer('r31/sub/late.txt')).toBeUndefined()
    expect(await keeps('r31', 'edited too late')).toBe(true)
    expect(await keeps('r31', 'made too late')).toBe(true)
  })

  test('what is revoked goes from the device, but for what was written there meanwhile', async () => {
    await write('r15/kept.txt', 'edited before it was revoked')
    await write('r15/mine.txt', 'made before it was revoked')
    for (const rights of [15, 19]) await ocs('DELETE', `/${shares.get(rights)}`, {})
    await device.attempt()
    await device.attempt()
    expect(await local('r19/kept.txt')).toBeUndefined()
    expect(await onServer('r15/kept.txt')).toBe('by ada for 15')
    expect(await keeps('', 'edited before it was revoked')).toBe(true)
    expect(await keeps('', 'made before it was revoked')).toBe(true)
    expect(await local('r7/kept.txt')).toBe('by ada for 7')
  })
})
