import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { folder, names, openWorld, put, type World } from '../../../../test/rigs/world.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { Domain } from '../domain.ts'
import { copy } from '../files/copy.ts'
import { remove } from '../files/remove.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { listDuplicates } from './duplicates.ts'
import { listUse } from './list.ts'
import type { UseOrder, UsePlace } from './order.ts'
import { readOwnSpace } from './own-space.ts'

const hold = NO_HOLD
const SHA1 = 'SHA1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d'

/** What takes somebody's space. */
export function spaceUseSuite(engine: string): void {
  describe(`what takes space: ${engine}`, () => {
    let world: World
    let domain: Domain
    let alice: Member
    let bob: Member
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
      alice = await world.person('alice')
      bob = await world.person('bob')
      await folder(domain, alice, '/a')
      for (let i = 0; i < 12; i++)
        await put(domain, alice, `/a/${i}.bin`, 'x'.repeat(10 * (1 + (i % 4))), {
          mtime: 1_700_000_000 - (i % 3),
        })
    })
    afterEach(async () => {
      expect(await world?.faults()).toEqual([])
      await world?.close()
    })

    async function all(order: UseOrder, limit: number, who = alice): Promise<string[]> {
      const found: string[] = []
      let after: UsePlace | undefined
      for (let pages = 0; pages < 50; pages++) {
        const page = await listUse(domain, who, { order, after, limit }, [])
        expect(page.found.length).toBeLessThanOrEqual(limit)
        found.push(...page.found.map(({ path }) => path.join('/')))
        if (page.next === undefined) return found
        after = page.next
      }
      throw new Error('a list without an end')
    }

    test('the largest and the oldest, each once, whatever the page', async () => {
      for (const order of ['largest', 'oldest'] as const) {
        const whole = await all(order, 100)
        expect(new Set(whole).size).toBe(12)
        for (const limit of [1, 5, 12]) expect(await all(order, limit)).toEqual(whole)
      }
      const sizes = (await listUse(domain, alice, { order: 'largest', after: undefined, limit: 4 }, [])).found
      expect(sizes.map(({ entry }) => entry.node.size)).toEqual([40, 40, 40, 30])
      const times = (await listUse(domain, alice, { order: 'oldest', after: undefined, limit: 5 }, [])).found
      expect(times.map(({ entry }) => entry.node.mtime - 1_700_000_000)).toEqual([-2, -2, -2, -2, -1])
    })

    test('of one’s own space only, and nothing that was deleted', async () => {
      await world.share(alice, '/a', bob)
      expect(await all('largest', 5, bob)).toEqual([])
      await remove(domain, alice, ['a', '3.bin'], { hold })
      expect(await all('largest', 5)).not.toContain('a/3.bin')
      await remove(domain, alice, ['a'], { hold })
      expect(await all('oldest', 5)).toEqual([])
      expect((await readOwnSpace(domain, alice)).room.used).toBe(0)
    })

    test('files that hold the same, by their checksum or as copies', async () => {
      await folder(domain, alice, '/b')
      await put(domain, alice, '/b/one.txt', 'hello', { checksums: [SHA1] })
      await put(domain, alice, '/b/two.txt', 'hello', { checksums: [SHA1] })
      await put(domain, alice, '/b/other.txt', 'olleh')
      await put(domain, alice, '/b/large.txt', 'y'.repeat(1_000))
      for (const [from, to] of [
        ['/b/one.txt', '/b/three.txt'],
        ['/b/large.txt', '/a/large.txt'],
      ] as const)
        await copy(domain, alice, names(from), names(to), { overwrite: false, shallow: false, hold })
      const { groups, next } = await listDuplicates(domain, alice, undefined, [])
      const told = groups.map((group) => group.map(({ path }) => path.at(-1)).sort())
      expect(told[0]).toEqual(['large.txt', 'large.txt'])
      expect(told).toContainEqual(['one.txt', 'three.txt', 'two.txt'])
      expect(told.flat()).not.toContain('other.txt')
      expect(next).toBeUndefined()
      expect((await listDuplicates(domain, alice, 5, [])).groups).toEqual([])
      expect((await listDuplicates(domain, bob, undefined, [])).groups).toEqual([])
    })
  })
}
