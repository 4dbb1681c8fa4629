import { mkdir, readdir, readFile, rename, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Credentials } from '../../protocol/client.ts'
import { multistatus } from '../../protocol/multistatus.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { put } from '../folder.ts'
import { type Server, startServer } from '../server.ts'
import { counts, type Device, newDevice } from './device.ts'

withTools('nextcloudcmd', 'nextcloudcmd with changes on both sides', () => {
  let server: Server
  let who: Credentials
  let one: Device
  let two: Device
  let people = 0
  /** A time of its own for each write, all of them past: the client lets fresh files settle first. */
  let now = 1_600_000_000

  beforeAll(async () => {
    server = await startServer()
    return () => server.stop()
  })

  /** The same folder on two devices. */
  beforeEach(async () => {
    people += 1
    who = await server.addPerson(`person${people}`)
    one = await newDevice(server, who)
    two = await newDevice(server, who)
    for (const folder of ['a', 'b', 'b/c'])
      for (let i = 0; i < 5; i++) await write(one, `${folder}/${i}.txt`, `${folder} ${i}`)
    await one.sync()
    await two.sync()
    await one.sync()
    return async () => {
      await one.remove()
      await two.remove()
    }
  })

  const write = (device: Device, path: string, body: string): Promise<void> => {
    now += 10
    return put(device.folder, path, body, now)
  }
  const move = (device: Device, from: string, to: string): Promise<void> =>
    rename(join(device.folder, from), join(device.folder, to))
  const remove = (device: Device, path: string): Promise<void> =>
    rm(join(device.folder, path), { recursive: true })
  const text = (device: Device, path: string): Promise<string> => readFile(join(device.folder, path), 'utf8')

  async function settled(): Promise<Record<string, string>> {
    for (const device of [one, two, one, two]) await device.sync()
    expect(counts(await one.sync())).toEqual({ PROPFIND: 1 })
    expect(counts(await two.sync())).toEqual({ PROPFIND: 1 })
    const all = await one.inventory()
    expect(await two.inventory()).toEqual(all)
    return all
  }

  test('edits, new files and deletions of both meet', async () => {
    await write(one, 'a/0.txt', 'edited on one')
    await write(one, 'a/new on one.txt', 'new')
    await remove(one, 'a/1.txt')
    await write(two, 'b/0.txt', 'edited on two')
    await write(two, 'b/c/new on two.txt', 'new')
    await remove(two, 'b/1.txt')
    await mkdir(join(two.folder, 'b/made on two'))
    await remove(two, 'a/2.txt')
    await remove(one, 'a/2.txt')
    const all = await settled()
    expect(Object.keys(all).filter((path) => path.startsWith('a/'))).toHaveLength(4)
    expect(await text(two, 'a/0.txt')).toBe('edited on one')
    expect(await text(one, 'b/0.txt')).toBe('edited on two')
    expect(all['b/made on two']).toBe('folder')
    expect(all['b/1.txt']).toBeUndefined()
    expect(all['b/c/new on two.txt']).toBeDefined()
  })

  test('renames and moves go over as such, without any bytes', async () => {
    await move(one, 'a/0.txt', 'a/renamed à.txt')
    await move(one, 'a/1.txt', 'b/moved.txt')
    await move(one, 'b/c', 'c moved up')
    await mkdir(join(one.folder, 'new'))
    await move(one, 'a/2.txt', 'new/2.txt')
    const up = counts(await one.sync())
    expect(up).toMatchObject({ MOVE: 4, MKCOL: 1 })
    expect(up.PUT).toBeUndefined()
    expect(up.DELETE).toBeUndefined()
    const down = counts(await two.sync())
    expect(Object.keys(down)).toEqual(['PROPFIND'])
    const all = await settled()
    expect(Object.keys(all)).toEqual(
      expect.arrayContaining(['a/renamed à.txt', 'b/moved.txt', 'c moved up/4.txt']),
    )
  })

  test('a move of one and an edit of the other end with the edit at the new place', async () => {
    await move(one, 'b', 'z')
    await one.sync()
    await write(two, 'b/0.txt', 'edited meanwhile')
    await settled()
    expect(await text(one, 'z/0.txt')).toBe('edited meanwhile')
  })

  test('a change that keeps size and bytes but not the time goes over too', async () => {
    await utimes(join(one.folder, 'a/0.txt'), 1_650_000_000, 1_650_000_000)
    const all = await settled()
    expect(all['a/0.txt']).toMatch(/^3 1650000000 /)
  })

  test('a file becomes a folder', async () => {
    await remove(one, 'a/0.txt')
    await write(one, 'a/0.txt/inside.txt', 'inside')
    // Within one run it takes the new folder for the file it was, and complains that nothing may be put into it.
    expect((await one.attempt()).code).toBe(0)
    const all = await settled()
    expect(all['a/0.txt']).toBe('folder')
    expect(await text(two, 'a/0.txt/inside.txt')).toBe('inside')
  })

  test('of two edits of one file both stay', async () => {
    await write(one, 'a/0.txt', 'of one')
    await write(two, 'a/0.txt', 'of two, and longer')
    await one.sync()
    const conflicted = await two.attempt()
    expect(conflicted.code).toBe(0)
    const names = (await readdir(join(two.folder, 'a'))).filter((name) => name.startsWith('0'))
    expect(names).toHaveLength(2)
    const copy = names.find((name) => name !== '0.txt')!
    expect(copy).toMatch(/^0 \(conflicted copy /)
    expect(await text(two, 'a/0.txt')).toBe('of one')
    expect(await text(two, `a/${copy}`)).toBe('of two, and longer')
  })

  test('an edit outlives a deletion', async () => {
    await remove(one, 'a/0.txt')
    await write(two, 'a/0.txt', 'still wanted')
    await one.sync()
    const { code, complaints } = await two.attempt()
    expect(code).toBe(0)
    // The file is another one to the server, which the client notices.
    expect(complaints).toEqual([expect.stringContaining('File ID changed!')])
    await settled()
    expect(await text(one, 'a/0.txt')).toBe('still wanted')
  })

  test('what one deletes comes back to both out of the trash', async () => {
    const before = await two.inventory()
    await remove(one, 'b')
    await one.sync()
    await two.sync()
    expect((await two.inventory()).b).toBeUndefined()
    const client = server.client(who)
    const trash = `/remote.php/dav/trashbin/${who.user}`
    const listed = multistatus(await client.dav('PROPFIND', `${trash}/trash/`, { headers: { Depth: '1' } }))
    const members = listed.map(({ href }) => href).filter((href) => /\/trash\/b\.d\d+\/$/.test(href))
    expect(members).toHaveLength(1)
    const restored = await client.dav('MOVE', members[0]!, { headers: { Destination: `${trash}/restore/b` } })
    expect(restored.status).toBe(201)
    expect(await settled()).toEqual(before)
  })
})
