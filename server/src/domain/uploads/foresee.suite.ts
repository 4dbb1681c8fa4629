import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { folder, openWorld, put, refusal, statOf, type World } from '../../../../test/rigs/world.ts'
import { type Member, SYSTEM } from '../../vocabulary/actor.ts'
import { ALL, CREATE, READ, UPDATE } from '../../vocabulary/permissions.ts'
import type { Domain } from '../domain.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { takeLock } from '../locks/take.ts'
import { setSetting } from '../settings/set.ts'
import { type Foreseen, foresee } from './foresee.ts'

/** What would become of files before they are sent, by what judges them when they are. */
export function foreseeSuite(engine: string): void {
  describe(`arrivals: ${engine}`, () => {
    let world: World
    let domain: Domain
    let alice: Member
    let bob: Member
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
      alice = await world.person('alice', 10_000)
      bob = await world.person('bob')
      for (const path of ['/a', '/a/sub']) await folder(domain, alice, path)
      await put(domain, alice, '/a/x.txt', 'four')
    })
    afterEach(async () => {
      expect(await world?.faults()).toEqual([])
      await world?.close()
    })

    const idOf = async (path: string, who = alice): Promise<number> =>
      (await statOf(domain, who, path)).node.id
    const foreseen = async (paths: readonly string[], at = '/a', who = alice, total = 0) => {
      const arrivals = paths.map((path) => ({ path: path.split('/'), size: 1 }))
      return await foresee(domain, who, await idOf(at, who), arrivals, { total, hold: NO_HOLD })
    }
    const one = async (path: string, at = '/a', who = alice): Promise<Foreseen> =>
      (await foreseen([path], at, who)).files[0]!

    test('what is there is told, with a name under which both are kept', async () => {
      await put(domain, alice, '/a/x (2).txt', 'five')
      const { files } = await foreseen(['x.txt', 'new.txt', 'sub/x.txt', 'deep/er/x.txt', 'x (3).txt'])
      expect(files[0]).toMatchObject({
        there: { id: await idOf('/a/x.txt'), size: 4 },
        freeName: 'x (4).txt',
      })
      for (const other of files.slice(1)) expect(other).toEqual({ there: undefined, freeName: undefined })
      for (let n = 4; n < 14; n++) await put(domain, alice, `/a/x (${n}).txt`, 'more')
      expect(await one('x.txt')).toMatchObject({ freeName: 'x (3).txt' })
      await put(domain, alice, '/a/x (3).txt', 'more')
      expect(await one('x.txt')).toMatchObject({ freeName: 'x (14).txt' })
    })

    test('names are refused as they would be, of folders too, and by policy', async () => {
      const names = ['', '..', 'a\\b', 'x'.repeat(251), 'x.part', 'bad\\folder/x.txt', 'x.txt/y.txt', 'sub']
      const kinds = ['bad-name', 'bad-name', 'bad-name', 'bad-name', 'bad-name', 'bad-name']
      const { files } = await foreseen(names)
      expect(files.map((file) => ('refused' in file ? file.refused.kind : 'fine'))).toEqual([
        ...kinds,
        ...['parent-not-folder', 'exists'],
      ])
      expect(await one('con.txt')).not.toHaveProperty('refused')
      await setSetting(domain, SYSTEM, { scope: 'instance', subject: '' }, 'names.windows', 'refuse')
      expect(await one('con.txt')).toMatchObject({ refused: refusal('bad-name', 'name-windows') })
      const far = Array.from({ length: 260 }, () => 'd').join('/')
      expect(await one(far)).toMatchObject({ refused: refusal('bad-name', 'path-deep') })
    })

    test('room is judged on all that is to come', async () => {
      expect(await foreseen(['y.txt'], '/a', alice, 9_996)).toMatchObject({ missing: 0, free: 9_996 })
      expect(await foreseen(['y.txt'], '/a', alice, 9_997)).toMatchObject({ missing: 1 })
      const carol = await world.person('carol', 'unlimited')
      await folder(domain, carol, '/a')
      expect(await foreseen(['y.txt'], '/a', carol, 1e15)).toMatchObject({ missing: 0, free: null })
    })

    test('rights and locks are asked', async () => {
      await world.share(alice, '/a', bob, { permissions: READ })
      expect(await one('y.txt', '/a', bob)).toMatchObject({ refused: refusal('not-permitted') })
      expect(await one('x.txt', '/a', bob)).toMatchObject({ refused: refusal('not-permitted') })
      const carol = await world.person('carol')
      await world.share(alice, '/a', carol, { permissions: ALL & ~UPDATE })
      expect(await one('y.txt', '/a', carol)).not.toHaveProperty('refused')
      const dave = await world.person('dave')
      await world.share(alice, '/a', dave, { permissions: ALL & ~CREATE })
      expect(await one('x.txt', '/a', dave)).toMatchObject({ freeName: 'x (2).txt' })
      expect(await one('new/y.txt', '/a', dave)).toMatchObject({ refused: refusal('not-permitted') })
      const wish = { kind: 'dav', scope: 'exclusive', depth: 'infinity', owner: '', timeout: null } as const
      await takeLock(domain, alice, ['a'], { ...wish, hold: NO_HOLD })
      expect(await one('y.txt')).toMatchObject({ refused: refusal('locked') })
      await expect(
        foresee(domain, bob, await idOf('/', alice), [], { total: 0, hold: NO_HOLD }),
      ).rejects.toMatchObject(refusal('not-found'))
      await expect(foreseen(['y.txt'], '/a/x.txt')).rejects.toMatchObject(refusal('parent-not-folder'))
    })
  })
}
