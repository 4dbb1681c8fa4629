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
import { type Member, SYSTEM } from '../../vocabulary/actor.ts'
import { READ } from '../../vocabulary/permissions.ts'
import { removePerson } from '../accounts/people/remove.ts'
import type { Domain } from '../domain.ts'
import { adjustAt } from '../files/adjust-at.ts'
import { copy } from '../files/copy.ts'
import { move } from '../files/move.ts'
import { remove } from '../files/remove.ts'
import { type Hold, NO_HOLD } from './lock.ts'
import { refreshLock, releaseLock } from './release.ts'
import { releaseOwnLock } from './release-own.ts'
import { type LockWish, takeLock } from './take.ts'
import { type OwnLockKind, type OwnLockWish, takeOwnLock } from './take-own.ts'

const wish = { overwrite: true, hold: NO_HOLD }
const locked = refusal('locked')

/** RFC 4918 §6–7 without its wire. */
export function locksSuite(engine: string): void {
  describe(`locks: ${engine}`, () => {
    let world: World
    let domain: Domain
    let alice: Member
    let bob: Member
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
      alice = await world.person('alice')
      bob = await world.person('bob')
      for (const path of ['/a', '/a/b', '/c']) await folder(domain, alice, path)
      for (const path of ['/a/x.txt', '/a/b/y.txt', '/c/z.txt']) await put(domain, alice, path, 'old')
    })
    afterEach(async () => {
      expect(await world?.faults()).toEqual([])
      await world?.close()
    })
    const take = async (path: string, more: Partial<LockWish> = {}, who = alice) =>
      (
        await takeLock(domain, who, names(path), {
          ...{ scope: 'exclusive', depth: 'infinity', owner: 'me', timeout: 600, hold: NO_HOLD },
          ...more,
        })
      ).lock
    const holding = (...tokens: string[]): { hold: Hold } => ({ hold: { person: 'alice', tokens } })

    test('what is locked is written, moved, deleted, timed and covered by nobody without the token', async () => {
      const lock = await take('/a/x.txt')
      const tries: Readonly<Record<string, (how: { hold: Hold }) => Promise<unknown>>> = {
        write: (how) => put(domain, alice, '/a/x.txt', 'new', how),
        time: (how) =>
          adjustAt(domain, alice, names('/a/x.txt'), [{ what: 'mtime', seconds: 1_600_000_000 }], how.hold),
        cover: (how) =>
          copy(domain, alice, names('/c/z.txt'), names('/a/x.txt'), { ...wish, ...how, shallow: false }),
        move: (how) => move(domain, alice, names('/a/x.txt'), names('/c/x.txt'), { ...wish, ...how }),
      }
      for (const act of Object.values(tries))
        await expect(act({ hold: NO_HOLD })).rejects.toMatchObject(locked)
      await expect(remove(domain, alice, names('/a'), { hold: NO_HOLD })).rejects.toMatchObject(locked)
      await expect(move(domain, alice, names('/a'), names('/d'), wish)).rejects.toMatchObject(locked)
      for (const hold of [
        { person: 'alice', tokens: ['other'] },
        { person: 'bob', tokens: [lock.token] },
      ])
        await expect(put(domain, alice, '/a/x.txt', 'new', { hold })).rejects.toMatchObject(locked)
      expect(await textOf(domain, alice, '/a/x.txt')).toBe('old')
      await tries.write!(holding(lock.token))
      await tries.time!(holding(lock.token))
      expect(await textOf(domain, alice, '/a/x.txt')).toBe('new')
    })

    test('reading, favourites and what lies beside are free', async () => {
      await take('/a/b')
      await adjustAt(domain, alice, names('/a/b'), [{ what: 'favourite', on: true }], NO_HOLD)
      expect(await textOf(domain, alice, '/a/b/y.txt')).toBe('old')
      await put(domain, alice, '/a/x.txt', 'beside')
      await put(domain, alice, '/a/new.txt', 'beside')
      await copy(domain, alice, names('/a/b'), names('/c/b'), { ...wish, shallow: false })
    })

    test('infinite depth holds everything below, depth 0 the folder’s own members only', async () => {
      const deep = await take('/a')
      await expect(put(domain, alice, '/a/b/y.txt', 'new')).rejects.toMatchObject(locked)
      await expect(put(domain, alice, '/a/b/new.txt', 'new')).rejects.toMatchObject(locked)
      await put(domain, alice, '/a/b/new.txt', 'new', holding(deep.token))
      await releaseLock(domain, alice, names('/a/b/new.txt'), deep.token)
      await take('/a', { depth: '0' })
      await put(domain, alice, '/a/b/y.txt', 'new')
      await put(domain, alice, '/a/x.txt', 'new')
      await expect(put(domain, alice, '/a/added.txt', 'x')).rejects.toMatchObject(locked)
      await expect(remove(domain, alice, names('/a/x.txt'), { hold: NO_HOLD })).rejects.toMatchObject(locked)
      expect(await membersOf(domain, alice, '/a')).toEqual(['b', 'x.txt'])
    })

    test('exclusive stands alone, shared ones stand together, above and below', async () => {
      await take('/a/b/y.txt', { scope: 'shared' })
      await take('/a/b/y.txt', { scope: 'shared' })
      await expect(take('/a/b/y.txt')).rejects.toMatchObject(locked)
      await expect(take('/a')).rejects.toMatchObject(locked)
      await take('/a', { scope: 'shared' })
      await expect(take('/a/x.txt')).rejects.toMatchObject(locked)
      await take('/c')
      await expect(take('/c/z.txt', { scope: 'shared' })).rejects.toMatchObject(locked)
    })

    test('of several shared locks one token suffices', async () => {
      const [one] = [await take('/c/z.txt', { scope: 'shared' }), await take('/c/z.txt', { scope: 'shared' })]
      await expect(put(domain, alice, '/c/z.txt', 'new')).rejects.toMatchObject(locked)
      await put(domain, alice, '/c/z.txt', 'new', holding(one.token))
    })

    test('an expired lock is none; refreshing keeps it; a released one cannot be refreshed', async () => {
      const lock = await take('/a/x.txt', { timeout: 60 })
      world.pass(50)
      await refreshLock(domain, alice, names('/a/x.txt'), [lock.token], 60)
      world.pass(50)
      await expect(put(domain, alice, '/a/x.txt', 'new')).rejects.toMatchObject(locked)
      world.pass(11)
      await put(domain, alice, '/a/x.txt', 'new')
      await expect(refreshLock(domain, alice, names('/a/x.txt'), [lock.token], 60)).rejects.toMatchObject(
        refusal('lock-lost'),
      )
      await expect(releaseLock(domain, alice, names('/a/x.txt'), lock.token)).rejects.toMatchObject(
        refusal('lock-lost'),
      )
      await take('/a/x.txt')
    })

    test('a lock is its owner’s: others in a shared folder are kept out, and cannot release it', async () => {
      await world.share(alice, '/a', bob)
      const lock = await take('/a/x.txt')
      await expect(put(domain, bob, '/a/x.txt', 'bob')).rejects.toMatchObject(locked)
      await expect(
        put(domain, bob, '/a/x.txt', 'bob', { hold: { person: 'bob', tokens: [lock.token] } }),
      ).rejects.toMatchObject(locked)
      await expect(releaseLock(domain, bob, names('/a/x.txt'), lock.token)).rejects.toMatchObject(
        refusal('not-permitted'),
      )
      const theirs = await take('/a/b/y.txt', {}, bob)
      await expect(put(domain, alice, '/a/b/y.txt', 'alice')).rejects.toMatchObject(locked)
      await releaseLock(domain, bob, names('/a/b/y.txt'), theirs.token)
      await put(domain, alice, '/a/b/y.txt', 'alice')
    })

    describe('taken by the apps for whoever edits', () => {
      const own = (path: string, who = alice, more: Partial<OwnLockWish> = {}) =>
        takeOwnLock(domain, who, names(path), { kind: 'user', editor: '', tokens: [], ...more })
      const release = (path: string, who = alice, kind?: OwnLockKind) =>
        releaseOwnLock(domain, who, names(path), kind)
      beforeEach(async () => {
        await world.share(alice, '/a', bob)
      })

      test('it keeps others out by name, lets its owner write without a token, and ends after a day', async () => {
        expect(await own('/a/x.txt')).toMatchObject({
          outcome: 'done',
          lock: { person: 'alice', personName: 'alice', kind: 'user', expires: world.now() + 24 * 3600 },
        })
        await put(domain, alice, '/a/x.txt', 'alice')
        const others: (() => Promise<unknown>)[] = [
          () => put(domain, bob, '/a/x.txt', 'bob'),
          () => move(domain, bob, names('/a/x.txt'), names('/a/y.txt'), wish),
          () => remove(domain, bob, names('/a/x.txt'), { hold: NO_HOLD }),
          () => remove(domain, bob, names('/a/x.txt'), { hold: { person: 'bob', tokens: [] } }),
        ]
        for (const act of others)
          await expect(act()).rejects.toMatchObject({
            ...refusal('locked', 'node-locked-by'),
            facts: { name: 'alice' },
          })
        expect(await textOf(domain, bob, '/a/x.txt')).toBe('alice')
        world.pass(24 * 3600 + 1)
        await put(domain, bob, '/a/x.txt', 'bob')
      })

      test('of two who lock at once one has it, and the other is told who', async () => {
        const asked = await Promise.all([own('/a/x.txt'), own('/a/x.txt', bob)])
        expect(asked.map(({ outcome }) => outcome).sort()).toEqual(['done', 'in-the-way'])
        expect(asked[0]!.lock.token).toBe(asked[1]!.lock.token)
      })

      test('whoever has it renews it; of another kind, or somebody else’s, it is in the way', async () => {
        const { lock } = await own('/a/x.txt')
        world.pass(3600)
        expect(await own('/a/x.txt')).toMatchObject({
          outcome: 'done',
          lock: { token: lock.token, taken: world.now() },
        })
        expect(await own('/a/x.txt', alice, { kind: 'token' })).toMatchObject({
          outcome: 'in-the-way',
          lock: { token: lock.token, kind: 'user' },
        })
        expect(await own('/a/x.txt', bob)).toMatchObject({ outcome: 'in-the-way', lock: { person: 'alice' } })
        await expect(take('/a/x.txt', { depth: '0' }, bob)).rejects.toMatchObject(locked)
      })

      test('one by token is renewed and written through with the token alone', async () => {
        const { lock } = await own('/a/x.txt', alice, { kind: 'token' })
        await expect(put(domain, alice, '/a/x.txt', 'second device')).rejects.toMatchObject(locked)
        expect(await own('/a/x.txt', alice, { kind: 'token' })).toMatchObject({ outcome: 'in-the-way' })
        await put(domain, alice, '/a/x.txt', 'first device', holding(lock.token))
        const tokens = [lock.token]
        expect(await own('/a/x.txt', alice, { kind: 'token', tokens })).toMatchObject({ outcome: 'done' })
        expect(await release('/a/x.txt', alice, 'user')).toMatchObject({ outcome: 'in-the-way' })
        expect(await release('/a/x.txt', alice, 'token')).toEqual({ outcome: 'done' })
      })

      test('its owner ends it, nobody else; without one there is nothing to end', async () => {
        expect(await release('/a/x.txt')).toEqual({ outcome: 'none' })
        await own('/a/x.txt', bob)
        expect(await release('/a/x.txt')).toMatchObject({
          outcome: 'in-the-way',
          lock: { person: 'bob', personName: 'bob' },
        })
        expect(await release('/a/x.txt', bob)).toEqual({ outcome: 'done' })
        await put(domain, alice, '/a/x.txt', 'alice')
        await take('/c/z.txt')
        expect(await release('/c/z.txt')).toMatchObject({ outcome: 'in-the-way', lock: { kind: 'dav' } })
      })

      test('it lasts as long as is set, also for ever; folders and what one may not change are not locked', async () => {
        await domain.records.write([], (writer) =>
          writer.run(
            "INSERT INTO setting (scope, subject, name, value) VALUES ('instance', '', 'locks.hours', 'forever')",
          ),
        )
        expect(await own('/a/x.txt')).toMatchObject({ lock: { expires: null } })
        world.pass(400 * 24 * 3600)
        await expect(put(domain, bob, '/a/x.txt', 'bob')).rejects.toMatchObject(locked)
        await expect(own('/a')).rejects.toMatchObject(refusal('wrong-kind'))
        await world.share(alice, '/c', bob, { permissions: READ })
        await expect(own('/c/z.txt', bob)).rejects.toMatchObject(refusal('not-permitted'))
      })

      test('what somebody had locked is free once their account is gone', async () => {
        await own('/a/x.txt', bob)
        await removePerson(domain, SYSTEM, 'bob')
        await put(domain, alice, '/a/x.txt', 'alice')
      })

      test('folders above it change for everybody, the file itself does not', async () => {
        const seen = async (who: Member) =>
          Promise.all(
            ['/', '/a', '/a/x.txt', '/a/b'].map(async (path) => (await statOf(domain, who, path)).node.etag),
          )
        for (const act of [() => own('/a/x.txt'), () => release('/a/x.txt')]) {
          const before = [await seen(alice), await seen(bob)]
          await act()
          const after = [await seen(alice), await seen(bob)]
          expect(after[0]!.map((etag, i) => etag !== before[0]![i])).toEqual([true, true, false, false])
          expect(after[1]!.slice(1).map((etag, i) => etag !== before[1]![i + 1])).toEqual([
            true,
            false,
            false,
          ])
        }
      })
    })

    test('a folder eighty levels down is guarded by a lock at the top', async () => {
      const deep = Array.from({ length: 80 }, (_, i) => `d${i}`)
      for (let i = 1; i <= deep.length; i++) await folder(domain, alice, `/c/${deep.slice(0, i).join('/')}`)
      const lock = await take('/c/d0')
      const path = `/c/${deep.join('/')}/file.txt`
      await expect(put(domain, alice, path, 'x')).rejects.toMatchObject(locked)
      await put(domain, alice, path, 'x', holding(lock.token))
      await remove(domain, alice, names(path), holding(lock.token))
      expect((await statOf(domain, alice, `/c/${deep.join('/')}`)).node.size).toBe(0)
    })
  })
}
