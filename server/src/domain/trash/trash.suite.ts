import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  folder,
  membersOf,
  names,
  openWorld,
  put,
  refusal,
  statOf,
  textOf,
  type World,
} from '../../../../test/rigs/world.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { Domain } from '../domain.ts'
import { adjustAt } from '../files/adjust-at.ts'
import { copy } from '../files/copy.ts'
import { move } from '../files/move.ts'
import { remove } from '../files/remove.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { roomIn } from '../quota/room.ts'
import { sweepGarbage, sweepStrays } from '../sweep/sweep.ts'
import { emptyTrash } from './empty.ts'
import { listTrash } from './list.ts'
import { purge } from './purge.ts'
import { purgeRows } from './purge-rows.ts'
import { restore } from './restore.ts'

const hold = NO_HOLD

/** What was deleted, what comes back, what goes for good, and what all of it weighs. */
export function trashSuite(engine: string): void {
  describe(`trash and quota: ${engine}`, () => {
    let world: World
    let domain: Domain
    let alice: Member
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
      alice = await world.person('alice', 10_000)
      await folder(domain, alice, '/a')
    })
    afterEach(async () => {
      expect(await world?.faults()).toEqual([])
      await world?.close()
    })
    const discard = (path: string) => remove(domain, alice, names(path), { hold })
    const free = async (): Promise<number | null> => {
      const { node } = await statOf(domain, alice, '/')
      return (await domain.records.read((reader) => roomIn(reader, node.space))).free
    }
    const blobs = async (): Promise<number> => {
      let count = 0
      for await (const _ of domain.blobs.list()) count++
      return count
    }

    test('one name deleted many times in one second is as many entries, each restorable', async () => {
      const ids: number[] = []
      for (const text of ['one', 'two', 'three']) {
        ids.push((await put(domain, alice, '/a/x.txt', text)).node.id)
        await discard('/a/x.txt')
      }
      const entries = await listTrash(domain, alice)
      expect(new Set(entries.map((entry) => `${entry.name} ${entry.deleted}`)).size).toBe(3)
      for (const entry of entries.sort((a, b) => a.node.id - b.node.id))
        await restore(domain, alice, entry.name, entry.deleted, [])
      expect(await membersOf(domain, alice, '/a')).toEqual([
        'x (restored 2).txt',
        'x (restored).txt',
        'x.txt',
      ])
      expect((await statOf(domain, alice, '/a/x.txt')).node.id).toBe(ids[0])
      expect(await textOf(domain, alice, '/a/x (restored 2).txt')).toBe('three')
    })

    test('one file out of a deleted folder comes back alone, its folder made again', async () => {
      await folder(domain, alice, '/a/b')
      await put(domain, alice, '/a/b/x.txt', 'x')
      await put(domain, alice, '/a/b/y.txt', 'y')
      await discard('/a/b')
      const [entry] = await listTrash(domain, alice)
      await restore(domain, alice, 'b', entry!.deleted, ['x.txt'])
      expect(await membersOf(domain, alice, '/a')).toEqual(['b'])
      expect(await membersOf(domain, alice, '/a/b')).toEqual(['x.txt'])
      await restore(domain, alice, 'b', entry!.deleted, [])
      expect(await membersOf(domain, alice, '/a')).toEqual(['b', 'b (restored)'])
      expect(await textOf(domain, alice, '/a/b (restored)/y.txt')).toBe('y')
    })

    test('folders that are gone are made again, beside what has their name; moved ones are found', async () => {
      await folder(domain, alice, '/a/b')
      await folder(domain, alice, '/a/b/c')
      for (const name of ['one', 'two', 'three']) await put(domain, alice, `/a/b/c/${name}.txt`, name)
      for (const name of ['one', 'two', 'three']) await discard(`/a/b/c/${name}.txt`)
      const back = async (name: string) => {
        const entry = (await listTrash(domain, alice)).find((one) => one.name === `${name}.txt`)!
        return await restore(domain, alice, entry.name, entry.deleted, [])
      }
      await move(domain, alice, names('/a/b/c'), names('/moved'), { hold, overwrite: false })
      await back('one')
      expect(await textOf(domain, alice, '/moved/one.txt')).toBe('one')
      await discard('/moved')
      await back('two')
      expect(await textOf(domain, alice, '/a/b/c/two.txt')).toBe('two')
      await discard('/a')
      await put(domain, alice, '/a', 'a file now')
      await back('three')
      expect(await textOf(domain, alice, '/a (restored)/b/c/three.txt')).toBe('three')
      expect(await textOf(domain, alice, '/a')).toBe('a file now')
    })

    test('purged for good, with all it held, in slices; copies and neighbours keep their bytes', async () => {
      await folder(domain, alice, '/a/many')
      for (let i = 0; i < 30; i++) await put(domain, alice, `/a/many/${i}.txt`, `text ${i}`)
      for (let round = 0; round < 5; round++)
        await copy(domain, alice, names('/a/many'), names(`/a/copy ${round}`), {
          hold,
          overwrite: true,
          shallow: false,
        })
      for (let round = 0; round < 5; round++)
        await copy(domain, alice, names('/a'), names(`/big ${round}`), {
          hold,
          overwrite: true,
          shallow: false,
        })
      await put(domain, alice, '/kept.txt', 'kept')
      for (let round = 0; round < 5; round++) await discard(`/big ${round}`)
      await discard('/a')
      expect(await listTrash(domain, alice)).toHaveLength(6)
      const [entry] = await listTrash(domain, alice)
      await purge(domain, alice, entry!.name, entry!.deleted, [])
      expect(await world.faults()).toEqual([])
      await emptyTrash(domain, alice)
      await purgeRows(domain)
      expect(await listTrash(domain, alice)).toEqual([])
      expect(await blobs()).toBe(31)
      await sweepGarbage(domain, -1)
      await sweepStrays(domain, -1)
      expect(await blobs()).toBe(1)
      expect(await textOf(domain, alice, '/kept.txt')).toBe('kept')
    })

    test('emptied at once, however many entries; with them go versions, marks and properties, and nobody else’s', async () => {
      const many = Array.from({ length: 520 }, (_, i) => `/a/${i}.txt`)
      await Promise.all(many.map((path) => put(domain, alice, path, path.slice(3))))
      await Promise.all(many.slice(0, 5).map((path) => put(domain, alice, path, `new ${path}`)))
      await put(domain, alice, '/kept.txt', 'kept as it was')
      await put(domain, alice, '/kept.txt', 'kept')
      await folder(domain, alice, '/a/b')
      await put(domain, alice, '/a/b/inner.txt', 'inner')
      const adjustments = [
        { what: 'favourite', on: true },
        { what: 'property', name: '{x}y', value: 'z' },
      ] as const
      for (const path of ['/a/0.txt', '/a/b', '/a/b/inner.txt', '/kept.txt'])
        await adjustAt(domain, alice, names(path), adjustments, hold)
      await Promise.all([...many, '/a/b'].map(discard))
      expect(await listTrash(domain, alice)).toHaveLength(521)
      await emptyTrash(domain, alice)
      expect(await listTrash(domain, alice)).toEqual([])
      expect(await world.faults()).toEqual([])
      await put(domain, alice, '/later.txt', 'later')
      await discard('/later.txt')
      await purgeRows(domain)
      expect((await listTrash(domain, alice)).map((entry) => entry.name)).toEqual(['later.txt'])
      const left = async (table: string) =>
        (await domain.records.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`))!.count
      for (const table of ['favourite', 'property', 'version', 'trash']) expect(await left(table)).toBe(1)
      // Two roots of the space, `/a`, and the two files that were kept.
      expect(await left('node')).toBe(5)
      await sweepGarbage(domain, -1)
      await sweepStrays(domain, -1)
      expect(await blobs()).toBe(3)
      expect(await textOf(domain, alice, '/kept.txt')).toBe('kept')
    })

    test('what somebody may keep is counted live, to the byte', async () => {
      await put(domain, alice, '/a/x.bin', 'x'.repeat(4_000))
      expect(await free()).toBe(6_000)
      await expect(put(domain, alice, '/y.bin', 'y'.repeat(6_001))).rejects.toMatchObject(
        refusal('over-quota'),
      )
      await put(domain, alice, '/y.bin', 'y'.repeat(6_000))
      expect(await free()).toBe(0)
      // What it replaces makes room for it.
      await put(domain, alice, '/y.bin', 'z'.repeat(6_000))
      await put(domain, alice, '/y.bin', 'short')
      expect(await free()).toBe(5_995)
      await discard('/a')
      expect(await free()).toBe(9_995)
      await put(domain, alice, '/full.bin', 'f'.repeat(9_995))
      const [entry] = await listTrash(domain, alice)
      await expect(restore(domain, alice, 'a', entry!.deleted, [])).rejects.toMatchObject(
        refusal('over-quota'),
      )
      await expect(folder(domain, alice, '/new')).rejects.toMatchObject(refusal('over-quota'))
      await expect(
        copy(domain, alice, names('/y.bin'), names('/z.bin'), { hold, overwrite: true, shallow: false }),
      ).rejects.toMatchObject(refusal('over-quota'))
      expect(await membersOf(domain, alice, '/')).toEqual(['full.bin', 'y.bin'])
    })

    test('more than is allowed is never less than nothing, and shrinking is always allowed', async () => {
      const bob = await world.person('bob', 'unlimited')
      await put(domain, bob, '/big.bin', 'b'.repeat(5_000))
      const { writeSetting } = await import('../settings/write.ts')
      await domain.records.write([], (writer) =>
        writeSetting(writer, { scope: 'person', subject: 'bob' }, 'quota.default', 1_000),
      )
      const { node } = await statOf(domain, bob, '/')
      expect((await domain.records.read((reader) => roomIn(reader, node.space))).free).toBe(0)
      await put(domain, bob, '/big.bin', 'b'.repeat(4_000))
      await expect(put(domain, bob, '/big.bin', 'b'.repeat(4_001))).rejects.toMatchObject(
        refusal('over-quota'),
      )
      await put(domain, bob, '/empty.txt', '')
    })
  })
}
