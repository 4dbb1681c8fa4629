import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { giveShare } from '../../../../test/rigs/shares.ts'
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
import {
  ALL,
  allows,
  CREATE,
  DELETE,
  DOWNLOAD,
  ON_FILE,
  type Permissions,
  READ,
  SHARE,
  UPDATE,
} from '../../vocabulary/permissions.ts'
import { addGroup } from '../accounts/groups/change.ts'
import { addMember, removeMember } from '../accounts/groups/members.ts'
import type { Domain } from '../domain.ts'
import { copy } from '../files/copy.ts'
import { handOver } from '../files/hand-over.ts'
import { move } from '../files/move.ts'
import { remove } from '../files/remove.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { writeSetting } from '../settings/write.ts'
import { listTrash } from '../trash/list.ts'
import { restore } from '../trash/restore.ts'
import { rightsOfShare, rightsOn } from './rights-on.ts'

const hold = NO_HOLD

/** Who holds what, and what takes it from them: with the next read, and without a write for anybody. */
export function rightsSuite(engine: string): void {
  describe(`rights: ${engine}`, () => {
    let world: World
    let domain: Domain
    let alice: Member
    let bob: Member
    let carol: Member
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
      alice = await world.person('alice')
      bob = await world.person('bob')
      carol = await world.person('carol')
      for (const path of ['/class', '/class/maths']) await folder(domain, alice, path)
      await put(domain, alice, '/class/maths/one.txt', 'one')
    })
    afterEach(async () => {
      expect(await world?.faults()).toEqual([])
      await world?.close()
    })
    const idOf = async (path: string) => (await statOf(domain, alice, path)).node.id
    const give = async (from: Member, path: string, to: Member | string, permissions: Permissions = ALL) =>
      await giveShare(domain, {
        ...{ node: await idOf(path), sharer: from.person, permissions },
        ...(typeof to === 'string' ? { recipient: to, kind: 1 } : { recipient: to.person, kind: 0 }),
      })
    const change = (share: number, permissions: Permissions) =>
      domain.records.write([], (writer) =>
        writer.run(
          'UPDATE share SET permissions = ?, download = ? WHERE id = ?',
          ...[permissions & ~DOWNLOAD, allows(permissions, DOWNLOAD) ? 1 : 0, share],
        ),
      )
    const end = (share: number) =>
      domain.records.write([], (writer) => writer.run('DELETE FROM share WHERE id = ?', share))
    const holds = async (who: Member, path: string) => {
      const id = await idOf(path)
      return await domain.records.read((reader) => rightsOn(reader, who, id, world.now()))
    }
    const moveAs = (who: Member, from: string, to: string, overwrite = false) =>
      move(domain, who, names(from), names(to), { overwrite, hold })

    test('what was given is seen at once, narrowed at once, and gone at once', async () => {
      const share = await give(alice, '/class', bob)
      expect(await holds(bob, '/class/maths/one.txt')).toBe(ALL)
      await change(share, READ | DOWNLOAD)
      expect(await holds(bob, '/class/maths/one.txt')).toBe(READ | DOWNLOAD)
      await expect(put(domain, bob, '/class/maths/one.txt', 'x')).rejects.toMatchObject(
        refusal('not-permitted'),
      )
      expect((await statOf(domain, bob, '/class/maths')).permissions).toBe(READ | DOWNLOAD)
      await end(share)
      expect(await holds(bob, '/class')).toBe(0)
      await expect(statOf(domain, bob, '/class/maths/one.txt')).rejects.toMatchObject(refusal('not-found'))
      expect(await membersOf(domain, bob, '/')).toEqual([])
    })

    test('it ends to the second, though nothing is written then, and holds again when the clock is set back', async () => {
      const expires = world.now() + 10
      await world.share(alice, '/class', bob, { expires })
      const root = await statOf(domain, bob, '/')
      world.pass(9)
      expect(await textOf(domain, bob, '/class/maths/one.txt')).toBe('one')
      expect((await statOf(domain, bob, '/')).etag).toBe(root.etag)
      world.pass(1)
      expect(await membersOf(domain, bob, '/')).toEqual([])
      expect((await statOf(domain, bob, '/')).etag).not.toBe(root.etag)
      await expect(textOf(domain, bob, '/class/maths/one.txt')).rejects.toMatchObject(refusal('not-found'))
      await expect(put(domain, bob, '/class/two.txt', 'x')).rejects.toMatchObject(refusal('parent-missing'))
      expect(await holds(bob, '/class')).toBe(0)
      world.pass(-1)
      expect(await textOf(domain, bob, '/class/maths/one.txt')).toBe('one')
      expect((await statOf(domain, bob, '/')).etag).toBe(root.etag)
    })

    test('a chain gives no more than each of its links holds, and ends where one of them does', async () => {
      const first = await give(alice, '/class', bob, READ | UPDATE | SHARE | DOWNLOAD)
      await give(bob, '/class/maths', carol)
      expect(await holds(carol, '/class/maths')).toBe(READ | UPDATE | SHARE | DOWNLOAD)
      await change(first, READ | SHARE)
      expect(await holds(carol, '/class/maths')).toBe(READ | SHARE)
      await change(first, READ | UPDATE | DOWNLOAD)
      expect(await holds(carol, '/class/maths')).toBe(0)
      expect(await membersOf(domain, carol, '/')).toEqual([])
      await change(first, ALL)
      expect(await membersOf(domain, carol, '/')).toEqual(['maths'])
      await end(first)
      expect(await holds(carol, '/class/maths/one.txt')).toBe(0)
    })

    test('a chain through a group ends when its link leaves the group', async () => {
      await addGroup(domain, SYSTEM, { id: '3B' })
      await addMember(domain, SYSTEM, { group: '3B', person: 'bob' })
      await give(alice, '/class', '3B')
      await give(bob, '/class', carol, READ | DOWNLOAD)
      expect(await holds(carol, '/class')).toBe(READ | DOWNLOAD)
      await removeMember(domain, SYSTEM, { group: '3B', person: 'bob' })
      expect(await holds(bob, '/class')).toBe(0)
      expect(await holds(carol, '/class')).toBe(0)
      await addMember(domain, SYSTEM, { group: '3B', person: 'bob' })
      expect(await holds(carol, '/class')).toBe(READ | DOWNLOAD)
    })

    test('a circle feeds nobody: it lives by the owner’s share alone', async () => {
      const first = await give(alice, '/class', bob)
      await give(bob, '/class', carol)
      await give(carol, '/class', bob)
      await give(carol, '/class/maths', bob)
      expect(await holds(bob, '/class/maths')).toBe(ALL)
      await end(first)
      for (const who of [bob, carol])
        for (const path of ['/class', '/class/maths', '/class/maths/one.txt'])
          expect(await holds(who, path)).toBe(0)
    })

    test('what was never held cannot be given, whoever asks the tables', async () => {
      await give(bob, '/class', carol)
      expect(await holds(carol, '/class')).toBe(0)
      await give(alice, '/class', bob, READ | DOWNLOAD)
      expect(await holds(carol, '/class')).toBe(0)
      expect(await membersOf(domain, carol, '/')).toEqual([])
    })

    test('a chain of eight reaches its end; one of ten gives nothing there', async () => {
      const people = [bob]
      for (let i = 0; i < 10; i++) people.push(await world.person(`p${i}`))
      await give(alice, '/class', bob)
      for (const [i, who] of people.slice(1).entries()) await give(people[i]!, '/class', who)
      expect(await holds(people[8]!, '/class')).toBe(ALL)
      expect(await holds(people[10]!, '/class')).toBe(0)
    })

    test('one thing by two ways gives what both give, on both', async () => {
      await give(alice, '/class', bob, READ | DOWNLOAD)
      await give(alice, '/class/maths', bob, READ | UPDATE | CREATE | DELETE)
      expect(await membersOf(domain, bob, '/')).toEqual(['class', 'maths'])
      for (const path of ['/class/maths', '/maths', '/class/maths/one.txt', '/maths/one.txt'])
        expect((await statOf(domain, bob, path)).permissions, path).toBe(ALL & ~SHARE)
      expect((await statOf(domain, bob, '/class')).permissions).toBe(READ | DOWNLOAD)
      await put(domain, bob, '/class/maths/two.txt', 'two')
      expect(await textOf(domain, bob, '/maths/two.txt')).toBe('two')
      await expect(put(domain, bob, '/class/two.txt', 'two')).rejects.toMatchObject(refusal('not-permitted'))
    })

    test('a narrow share inside a wide one narrows nothing; a wide one ends with itself', async () => {
      await give(alice, '/class', bob)
      const inner = await give(alice, '/class/maths', bob, READ)
      expect((await statOf(domain, bob, '/class/maths')).permissions).toBe(ALL)
      expect((await statOf(domain, bob, '/maths')).permissions).toBe(ALL)
      await end(inner)
      expect((await statOf(domain, bob, '/class/maths')).permissions).toBe(ALL)
      expect(await membersOf(domain, bob, '/')).toEqual(['class'])
    })

    test('more or less of something in a received folder is noticed by its etag, and by those above', async () => {
      await give(alice, '/class', bob, READ | DOWNLOAD)
      const etags = async () =>
        await Promise.all(
          ['/', '/class', '/class/maths'].map(async (path) => (await statOf(domain, bob, path)).etag),
        )
      const before = await etags()
      const inner = await give(alice, '/class/maths', bob, READ | UPDATE | DOWNLOAD)
      const more = await etags()
      await change(inner, ALL)
      const all = await etags()
      for (const [i, etag] of before.entries()) expect(new Set([etag, more[i], all[i]]).size).toBe(3)
      for (const etag of [...before, ...more, ...all]) expect(etag).toMatch(/^[\da-zA-Z]{24,40}$/)
      await end(inner)
      expect(await etags()).toEqual(before)
    })

    test('a file gives nothing to create or delete in, and is left like everything that was received', async () => {
      await give(alice, '/class/maths/one.txt', bob)
      expect((await statOf(domain, bob, '/one.txt')).permissions).toBe(ON_FILE)
      await remove(domain, bob, names('/one.txt'), { hold })
      expect(await textOf(domain, alice, '/class/maths/one.txt')).toBe('one')
      expect(await listTrash(domain, alice)).toEqual([])
    })

    test('nothing is seen of what lies in its owner’s trash, and all of it when it is back', async () => {
      const node = await idOf('/class/maths')
      const share = await give(alice, '/class/maths', bob)
      await moveAs(bob, '/maths', '/sums')
      const deleted = world.now()
      await remove(domain, alice, names('/class'), { hold })
      expect(await domain.records.read((reader) => rightsOn(reader, bob, node, world.now()))).toBe(0)
      expect(await domain.records.read((reader) => rightsOfShare(reader, share, world.now()))).toBe(0)
      await restore(domain, alice, 'class', deleted, [])
      expect(await textOf(domain, bob, '/sums/one.txt')).toBe('one')
      expect(await domain.records.read((reader) => rightsOfShare(reader, share, world.now()))).toBe(ALL)
    })

    test.each([
      ['moving', (who: Member, from: string, to: string) => moveAs(who, from, to, true)],
      [
        'copying',
        (who: Member, from: string, to: string) =>
          copy(domain, who, names(from), names(to), { overwrite: true, shallow: false, hold }),
      ],
    ] as const)('%s a file over a shared one keeps it shared, in its place', async (_, replace) => {
      await give(alice, '/class/maths/one.txt', bob, READ | DOWNLOAD)
      await moveAs(bob, '/one.txt', '/uno.txt')
      await put(domain, alice, '/class/maths/.~one.tmp', 'saved anew')
      await replace(alice, '/class/maths/.~one.tmp', '/class/maths/one.txt')
      expect(await membersOf(domain, bob, '/')).toEqual(['uno.txt'])
      expect(await textOf(domain, bob, '/uno.txt')).toBe('saved anew')
      const [old] = await listTrash(domain, alice)
      await restore(domain, alice, old!.name, old!.deleted, [])
      expect(await membersOf(domain, bob, '/')).toEqual(['uno.txt'])
    })

    test('what is switched off gives nothing at once, and is back at once', async () => {
      const share = await give(alice, '/class', bob)
      await give(bob, '/class/maths', carol)
      const say = async (name: 'sharing.enabled' | 'sharing.reshare', on: boolean, group?: string) =>
        await domain.records.write([], (writer) =>
          writeSetting(
            writer,
            group === undefined ? { scope: 'instance', subject: '' } : { scope: 'group', subject: group },
            name,
            on,
          ),
        )
      expect(await holds(carol, '/class/maths')).toBe(ALL)
      await say('sharing.reshare', false)
      expect([await holds(bob, '/class'), await holds(carol, '/class/maths')]).toEqual([ALL, 0])
      await addGroup(domain, SYSTEM, { id: 'staff' })
      await addMember(domain, SYSTEM, { group: 'staff', person: 'bob' })
      await say('sharing.reshare', true, 'staff')
      expect(await holds(carol, '/class/maths')).toBe(ALL)
      await say('sharing.enabled', false)
      expect([await holds(bob, '/class'), await holds(carol, '/class/maths')]).toEqual([0, 0])
      expect(await membersOf(domain, bob, '/')).toEqual([])
      expect(await domain.records.read((reader) => rightsOfShare(reader, share, world.now()))).toBe(0)
      await say('sharing.enabled', true)
      expect([await holds(bob, '/class'), await holds(carol, '/class/maths')]).toEqual([ALL, ALL])
    })

    test('what is handed over keeps its shares, for everybody but whoever has it now', async () => {
      await addGroup(domain, SYSTEM, { id: '3B' })
      await addMember(domain, SYSTEM, { group: '3B', person: 'carol' })
      const link = await giveShare(domain, {
        ...{ node: await idOf('/class/maths'), sharer: 'alice', recipient: 'bob', permissions: READ | SHARE },
      })
      await give(alice, '/class', '3B', READ | DOWNLOAD)
      await give(bob, '/class/maths', carol, READ)
      const dora = await world.person('dora')
      await give(alice, '/class', dora)
      const id = await idOf('/class/maths/one.txt')
      await expect(
        handOver(domain, bob, { from: 'alice', to: 'bob', path: ['class'] }),
      ).rejects.toMatchObject(refusal('not-permitted'))
      const before = [await holds(bob, '/class/maths'), await holds(carol, '/class/maths')]
      const node = await handOver(domain, SYSTEM, { from: 'alice', to: 'dora', path: ['class'] })
      expect(node.name).toBe('class')
      expect(await membersOf(domain, alice, '/')).toEqual([])
      expect(await membersOf(domain, dora, '/')).toEqual(['class'])
      expect(await statOf(domain, dora, '/class')).toMatchObject({ mount: null, permissions: ALL })
      const maths = (await statOf(domain, dora, '/class/maths')).node.id
      const now = await domain.records.read(async (reader) => [
        await rightsOn(reader, bob, maths, world.now()),
        await rightsOn(reader, carol, maths, world.now()),
      ])
      expect(now).toEqual(before)
      expect((await statOf(domain, dora, '/class/maths/one.txt')).node.id).toBe(id)
      expect(await domain.records.read((reader) => rightsOfShare(reader, link, world.now()))).toBe(
        READ | SHARE,
      )
      expect(await domain.records.read((reader) => rightsOn(reader, alice, maths, world.now()))).toBe(0)
    })

    test('a copy is not shared; what is renamed, moved and written to is', async () => {
      await give(alice, '/class/maths', bob)
      await copy(domain, alice, names('/class/maths'), names('/copy'), {
        overwrite: false,
        shallow: false,
        hold,
      })
      expect(await holds(bob, '/copy')).toBe(0)
      await moveAs(alice, '/class/maths', '/elsewhere')
      await put(domain, alice, '/elsewhere/one.txt', 'two')
      expect(await membersOf(domain, bob, '/')).toEqual(['maths'])
      expect(await textOf(domain, bob, '/maths/one.txt')).toBe('two')
    })

    test('nothing received goes into what is shared, whichever way it is shared', async () => {
      await give(alice, '/class', bob)
      for (const path of ['/given', '/given/deep']) await folder(domain, bob, path)
      const { node } = await statOf(domain, bob, '/given')
      const share = await giveShare(domain, {
        node: node.id,
        sharer: 'bob',
        recipient: 'carol',
        permissions: READ,
      })
      for (const to of ['/given/class', '/given/deep/class'])
        await expect(moveAs(bob, '/class', to)).rejects.toMatchObject(
          refusal('not-permitted', 'mount-into-share'),
        )
      await end(share)
      await moveAs(bob, '/class', '/given/deep/class')
      expect(await textOf(domain, bob, '/given/deep/class/maths/one.txt')).toBe('one')
    })

    test('what somebody takes into their own space is theirs there, seen once, and seen as received when back', async () => {
      await give(alice, '/class', bob)
      await give(alice, '/class/maths', bob)
      await moveAs(bob, '/class/maths', '/mine')
      expect(await membersOf(domain, bob, '/')).toEqual(['class', 'mine'])
      expect(await statOf(domain, bob, '/mine')).toMatchObject({ permissions: ALL, mount: null })
      await moveAs(bob, '/mine', '/class/maths')
      expect(await membersOf(domain, bob, '/')).toEqual(['class', 'maths'])
    })

    test('what others take away with something in it that one had received is not lost', async () => {
      for (const path of ['/desk', '/desk/sub']) await folder(domain, bob, path)
      await world.share(alice, '/class', bob, { at: '/desk/sub' })
      await world.share(bob, '/desk', carol)
      await moveAs(carol, '/desk/sub', '/sub')
      expect(await membersOf(domain, carol, '/sub')).toEqual([])
      expect(await membersOf(domain, bob, '/desk')).toEqual([])
      expect(await membersOf(domain, bob, '/')).toEqual(['class', 'desk'])
      expect(await textOf(domain, bob, '/class/maths/one.txt')).toBe('one')
    })
  })
}
