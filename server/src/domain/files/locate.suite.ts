import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { folder, names, openWorld, put, statOf, type World } from '../../../../test/rigs/world.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { READ } from '../../vocabulary/permissions.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { locate } from './locate.ts'
import { move } from './move.ts'
import { remove } from './remove.ts'

/** Nodes are found again by their ids, wherever somebody sees them. */
export function locateSuite(engine: string): void {
  describe(`locating: ${engine}`, () => {
    let world: World
    let alice: Member
    let bob: Member
    beforeEach(async () => {
      world = await openWorld()
      alice = await world.person('alice')
      bob = await world.person('bob')
      for (const path of ['/class', '/class/maths', '/private']) await folder(world.domain, alice, path)
      await put(world.domain, alice, '/class/maths/one.txt', 'one')
      await folder(world.domain, bob, '/mine')
    })
    afterEach(() => world?.close())

    const idOf = async (path: string) => (await statOf(world.domain, alice, path)).node.id
    const pathFor = async (who: Member, path: string) => pathOf(who, await idOf(path))
    const pathOf = async (who: Member, id: number) => {
      const found = await world.domain.records.read((reader) => locate(reader, who, [id], world.now()))
      return found.get(id)?.path.join('/')
    }

    test('in one’s own files, and nowhere for others', async () => {
      expect(await pathFor(alice, '/class/maths/one.txt')).toBe('class/maths/one.txt')
      expect(await pathFor(alice, '/')).toBe('')
      expect(await pathFor(bob, '/class/maths/one.txt')).toBeUndefined()
      expect(await pathOf(alice, 987_654_321)).toBeUndefined()
    })

    test('below a mount, also one that was renamed and moved, with the rights it gives', async () => {
      await world.share(alice, '/class', bob, { permissions: READ })
      await move(world.domain, bob, names('/class'), names('/mine/6e'), { overwrite: false, hold: NO_HOLD })
      expect(await pathFor(bob, '/class/maths/one.txt')).toBe('mine/6e/maths/one.txt')
      const id = await idOf('/class')
      const found = await world.domain.records.read((reader) => locate(reader, bob, [id], world.now()))
      expect(found.get(id)).toMatchObject({ permissions: READ, isMountRoot: true })
      expect(await pathFor(bob, '/private')).toBeUndefined()
    })

    test('not in the trash, neither one’s own nor that of whoever gave it', async () => {
      await world.share(alice, '/class/maths', bob)
      const id = await idOf('/class/maths/one.txt')
      expect(await pathOf(bob, id)).toBe('maths/one.txt')
      await remove(world.domain, alice, names('/class'), { hold: NO_HOLD })
      expect(await pathOf(alice, id)).toBeUndefined()
      expect(await pathOf(bob, id)).toBeUndefined()
    })

    test('many at once', async () => {
      const ids: number[] = []
      for (let i = 0; i < 300; i++) {
        await put(world.domain, alice, `/private/${i}.txt`, String(i))
        ids.push(await idOf(`/private/${i}.txt`))
      }
      const found = await world.domain.records.read((reader) => locate(reader, alice, ids, world.now()))
      expect(ids.map((id) => found.get(id)?.path.at(-1))).toEqual(ids.map((_, i) => `${i}.txt`))
    })
  })
}
