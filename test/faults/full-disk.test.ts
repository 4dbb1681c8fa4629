import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type SmallDisk, smallDisk } from '../rigs/small-disk.ts'
import { withTools } from '../rigs/with-tools.ts'
import { chance } from './chance.ts'
import {
  askDoctor,
  expectFull,
  expectUnavailable,
  type Ground,
  type Settings,
  startGround,
} from './ground.ts'
import { sha1 } from './wire.ts'

const KIBI = 1024
const luck = chance(5)

withTools('mounting', 'a disk that fills', () => {
  let disk: SmallDisk
  let elsewhere: string
  let ground: Ground | undefined

  beforeEach(async () => {
    disk = smallDisk(24)
    elsewhere = await mkdtemp(join(tmpdir(), 'nuage-full-'))
  })
  afterEach(async () => {
    await ground?.program.kill()
    ground = undefined
    disk.dispose()
    await rm(elsewhere, { recursive: true, force: true })
  })

  /** As when nothing had happened: writing, reading, and a doctor who finds nothing. */
  async function expectRecovered(settings: Settings, kept: ReadonlyMap<string, string>): Promise<void> {
    const { put, get, names, program } = ground!
    expect((await put('afterwards', luck.bytes(300 * KIBI)))?.status).toBe(201)
    expect((await put('small afterwards', luck.bytes(30)))?.status).toBe(201)
    expect(await names()).toEqual([...kept.keys(), 'afterwards', 'small afterwards'].sort())
    for (const [name, digest] of kept) expect(sha1((await get(name))!.body), name).toBe(digest)
    await askDoctor(settings)
    expect(await program.stop()).toBe(0)
  }

  test('database and files on one full disk: 507, nothing by halves, and on it goes when there is room', async () => {
    const settings = { NUAGE_DATA: disk.folder, NUAGE_THROTTLE: 'off' }
    ground = await startGround(settings)
    const kept = new Map<string, string>()
    const refused: string[] = []
    for (let round = 0; refused.length < 12; round++) {
      expect(round).toBeLessThan(40)
      const bodies = [20, 3 * KIBI, 400 * KIBI, 2_500 * KIBI].map(
        (size, i) => [`file ${round}.${i}`, luck.bytes(size)] as const,
      )
      const { put } = ground
      await Promise.all(
        bodies.map(async ([name, body]) => {
          const reply = await put(name, body)
          if (reply?.status === 201) return void kept.set(name, sha1(body))
          expectFull(reply)
          refused.push(name)
        }),
      )
    }
    expect(await ground.names()).toEqual([...kept.keys()].sort())
    await disk.fill()
    for (const name of kept.keys()) expect((await ground.get(name))?.status, name).toBe(200)
    expectFull(await ground.put('one more', luck.bytes(5_000 * KIBI)))
    await disk.empty()
    // As an administrator would make room: by removing, here through the program itself.
    for (const name of [...kept.keys()].filter((name) => name.endsWith('.3'))) {
      const reply = await ground.send('DELETE', name)
      if (reply?.status === 204) kept.delete(name)
      else expectFull(reply)
    }
    disk.grow(48)
    await expectRecovered(settings, kept)
  })

  test('the disk of the database alone is full: changes are refused with 507 and reading goes on', async () => {
    const settings = {
      ...{ NUAGE_DATA: disk.folder, NUAGE_BLOBS: `disk:${elsewhere}/blobs` },
      NUAGE_THROTTLE: 'off',
    }
    ground = await startGround(settings)
    const before = luck.bytes(100 * KIBI)
    expect((await ground.put('before', before))?.status).toBe(201)
    const kept = new Map([['before', sha1(before)]])
    await disk.fill()
    // The log is written from its beginning again and again: it takes some changes before it must grow.
    let refused = 0
    for (let round = 0; refused < 20; round++) {
      expect(round).toBeLessThan(1_000)
      const names = Array.from({ length: 8 }, (_, i) => `file ${round}.${i}`)
      await Promise.all(
        names.map(async (name) => {
          const body = luck.bytes(40)
          const reply = await ground!.put(name, body)
          if (reply?.status === 201) return void kept.set(name, sha1(body))
          expectFull(reply)
          refused++
        }),
      )
    }
    expectFull(await ground.send('MKCOL', 'folder'))
    expect(sha1((await ground.get('before'))!.body)).toBe(sha1(before))
    expect(await ground.names()).toEqual([...kept.keys()].sort())
    await disk.empty()
    await expectRecovered(settings, kept)
  })

  test('the folder of the files cannot be written: 503 and Retry-After, all else goes on', async () => {
    const settings = {
      ...{ NUAGE_DATA: elsewhere, NUAGE_BLOBS: `disk:${disk.folder}/blobs` },
      NUAGE_THROTTLE: 'off',
    }
    ground = await startGround(settings)
    const before = luck.bytes(100 * KIBI)
    expect((await ground.put('before', before))?.status).toBe(201)
    disk.remount('ro')
    expectUnavailable(await ground.put('small', luck.bytes(10)))
    expectUnavailable(await ground.put('large', luck.bytes(3_000 * KIBI)))
    expectUnavailable(await ground.put('before', luck.bytes(3_000 * KIBI)))
    expect(
      (await ground.send('COPY', 'before', { Destination: '/remote.php/dav/files/alice/copy' }))?.status,
    ).toBe(201)
    expect((await ground.get('copy'))?.status).toBe(200)
    disk.remount('rw')
    await expectRecovered(
      settings,
      new Map([
        ['before', sha1(before)],
        ['copy', sha1(before)],
      ]),
    )
  })
})
