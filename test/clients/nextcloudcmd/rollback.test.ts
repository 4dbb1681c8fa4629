import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Credentials } from '../../protocol/client.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { put } from '../folder.ts'
import { type Server, startServer } from '../server.ts'
import { counts, type Device, newDevice } from './device.ts'

withTools('nextcloudcmd', 'nextcloudcmd after a wave that was undone', () => {
  let server: Server
  let who: Credentials
  let ill: Device
  let sound: Device
  let people = 0
  /** A time of its own for each write, all of them past: the client lets fresh files settle first. */
  let now = 1_600_000_000

  beforeAll(async () => {
    server = await startServer()
    return () => server.stop()
  })

  const write = (device: Device, path: string, body: string): Promise<void> => {
    now += 10
    return put(device.folder, path, body, now)
  }
  const lock = (path: string): Promise<void> =>
    rename(join(ill.folder, path), join(ill.folder, `${path}.locked`))

  beforeEach(async () => {
    people += 1
    who = await server.addPerson(`person${people}`)
    ill = await newDevice(server, who)
    sound = await newDevice(server, who)
    for (const folder of ['cours', 'cours/été', 'photos', 'photos/2025'])
      for (let i = 0; i < 10; i++) await write(ill, `${folder}/${i}.txt`, `${folder} ${i}\n`.repeat(i + 1))
    await write(ill, 'cours/vide.txt', '')
    for (const device of [ill, sound, ill]) await device.sync()
    return async () => {
      await ill.remove()
      await sound.remove()
    }
  })

  /** The beginning of the next second: what was done before it is kept, what comes after is undone. */
  async function nextSecond(): Promise<string> {
    const second = Math.floor(Date.now() / 1000) + 1
    while (Date.now() < second * 1000) await setTimeout(20)
    return new Date(second * 1000).toISOString()
  }

  /** As such programs do it: some in place, some under another name, some together, some simply gone. */
  async function encrypt(): Promise<void> {
    for (let i = 0; i < 10; i++) await write(ill, `cours/${i}.txt`, `encrypted ${i}`)
    for (let i = 0; i < 5; i++) await lock(`cours/${i}.txt`)
    for (let i = 0; i < 10; i++) await lock(`cours/été/${i}.txt`)
    for (let i = 0; i < 5; i++) {
      await write(ill, `photos/${i}.txt.locked`, `encrypted ${i}`)
      await rm(join(ill.folder, `photos/${i}.txt`))
    }
    await mkdir(join(ill.folder, 'LOCKED'))
    await rename(join(ill.folder, 'photos/2025'), join(ill.folder, 'LOCKED/2025'))
    await write(ill, 'LOCKED/2025/0.txt', 'encrypted')
    await write(ill, 'cours/vide.txt', 'not empty any more')
    await write(ill, 'READ ME.txt', 'pay')
  }

  const rollback = async (at: string, ...path: string[]): Promise<unknown> =>
    server.command('rollback', who.user, ...path, '--at', at.replace('.000Z', 'Z'))

  test('both computers have everything back, and fetch no more than they lack', async () => {
    const before = await ill.inventory()
    const at = await nextSecond()
    await encrypt()
    await ill.sync()
    await sound.sync()
    expect(await sound.inventory()).toEqual(await ill.inventory())
    expect((await sound.inventory())['cours/0.txt']).toBeUndefined()
    expect(await rollback(at)).toMatchObject({ lost: [], remade: 0 })
    const down = counts(await sound.sync())
    expect(await sound.inventory()).toEqual(before)
    // Ten overwritten, five brought back, one of those moved together, one that is empty again.
    expect(down.GET).toBeLessThanOrEqual(17)
    expect([down.PUT, down.MOVE, down.DELETE, down.MKCOL]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    await ill.sync()
    expect(await ill.inventory()).toEqual(before)
    for (const device of [ill, sound]) expect(counts(await device.sync())).toEqual({ PROPFIND: 1 })
  })

  test('a computer that slept through all of it notices nothing', async () => {
    const at = await nextSecond()
    await encrypt()
    await ill.sync()
    await rollback(at)
    const before = await sound.inventory()
    const seen = counts(await sound.sync())
    expect(seen.GET ?? 0).toBeLessThanOrEqual(12)
    expect(Object.keys(seen).filter((method) => method !== 'GET' && method !== 'PROPFIND')).toEqual([])
    expect(await sound.inventory()).toEqual(before)
  })

  test('a mass delete is undone; what a computer changed meanwhile is kept', async () => {
    const before = await sound.inventory()
    const at = await nextSecond()
    // One file has to stay, or the client asks whether it is meant.
    for (const gone of ['cours', 'photos/2025']) await rm(join(ill.folder, gone), { recursive: true })
    await ill.sync()
    await rollback(at)
    await write(sound, 'cours/9.txt', 'written while all was gone\n')
    await write(sound, 'cours/new.txt', 'new')
    await sound.sync()
    await ill.sync()
    const after = await ill.inventory()
    expect(await sound.inventory()).toEqual(after)
    expect(Object.keys(after).sort()).toEqual([...Object.keys(before), 'cours/new.txt'].sort())
    for (const path of Object.keys(before))
      if (path !== 'cours/9.txt') expect([path, after[path]]).toEqual([path, before[path]])
    expect(after['cours/9.txt']).not.toBe(before['cours/9.txt'])
  })

  test('one folder alone comes back', async () => {
    const before = await ill.inventory()
    const at = await nextSecond()
    await encrypt()
    await ill.sync()
    const encrypted = await ill.inventory()
    await rollback(at, '/cours')
    await ill.sync()
    const after = await ill.inventory()
    const within = (all: Record<string, string>, inside: boolean): [string, string][] =>
      Object.entries(all).filter(([path]) => path.startsWith('cours') === inside)
    expect(within(after, true)).toEqual(within(before, true))
    expect(within(after, false)).toEqual(within(encrypted, false))
  })
})
