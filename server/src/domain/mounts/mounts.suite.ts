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
import { ALL, CREATE, DOWNLOAD, READ, UPDATE } from '../../vocabulary/permissions.ts'
import type { Domain } from '../domain.ts'
import { copy } from '../files/copy.ts'
import { list } from '../files/list.ts'
import { move } from '../files/move.ts'
import { remove } from '../files/remove.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { roomIn } from '../quota/room.ts'
import { emptyTrash } from '../trash/empty.ts'
import { listTrash } from '../trash/list.ts'
import { purge } from '../trash/purge.ts'
import { purgeRows } from '../trash/purge-rows.ts'
import { restore } from '../trash/restore.ts'
import { listVersions } from '../versions/list.ts'

const hold = NO_HOLD
const wish = { overwrite: false, hold }

/** What somebody sees of another's space, and what happens when things move across. */
export function mountsSuite(engine: string): void {
  describe(`mounts: ${engine}`, () => {
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
      for (const path of ['/class', '/class/maths', '/private']) await folder(domain, alice, path)
      await put(domain, alice, '/class/maths/one.txt', 'one')
      await put(domain, alice, '/private/diary.txt', 'secret')
      await folder(domain, bob, '/mine')
    })
    afterEach(async () => {
      expect(await world?.faults()).toEqual([])
      await world?.close()
    })
    const moveAs = (who: Member, from: string, to: string, overwrite = false) =>
      move(domain, who, names(from), names(to), { overwrite, hold })
    const idOf = async (who: Member, path: string) => (await statOf(domain, who, path)).node.id
    const usedBy = async (who: Member, path = '/') => {
      const { node } = await statOf(domain, who, path)
      return await domain.records.read((reader) => roomIn(reader, node.space))
    }

    test('a mount is seen in the listing, walked through, read and written, and is the same node', async () => {
      await world.share(alice, '/class', bob)
      expect(await membersOf(domain, bob, '/')).toEqual(['class', 'mine'])
      expect(await textOf(domain, bob, '/class/maths/one.txt')).toBe('one')
      await put(domain, bob, '/class/maths/two.txt', 'two')
      expect(await textOf(domain, alice, '/class/maths/two.txt')).toBe('two')
      expect(await idOf(bob, '/class/maths/two.txt')).toBe(await idOf(alice, '/class/maths/two.txt'))
      expect(await statOf(domain, bob, '/class')).toMatchObject({ isMountRoot: true, permissions: ALL })
      expect(await statOf(domain, bob, '/class/maths')).toMatchObject({ isMountRoot: false })
      expect((await statOf(domain, bob, '/class/maths')).mount).not.toBeNull()
      expect((await usedBy(bob, '/')).used).toBe(0)
    })

    test('nothing outside the mount is reached, whatever the path', async () => {
      await world.share(alice, '/class/maths', bob)
      for (const path of ['/maths/../../private/diary.txt', '/private', '/private/diary.txt', '/class'])
        await expect(statOf(domain, bob, path)).rejects.toMatchObject(refusal('not-found'))
      const secret = await idOf(alice, '/private/diary.txt')
      await expect(listVersions(domain, bob, secret)).rejects.toMatchObject(refusal('not-found'))
      expect((await listVersions(domain, bob, await idOf(alice, '/class/maths/one.txt'))).held).toHaveLength(
        1,
      )
    })

    test('a name that is taken is numbered: nothing is hidden', async () => {
      await folder(domain, bob, '/class')
      await put(domain, bob, '/class (2)', 'a file')
      await folder(domain, carol, '/class')
      expect(await world.share(alice, '/class', bob)).toBe('class (3)')
      expect(await world.share(carol, '/class', bob)).toBe('class (4)')
      expect(await world.share(carol, '/class', alice)).toBe('class (2)')
      expect(await membersOf(domain, bob, '/')).toEqual([
        'class',
        'class (2)',
        'class (3)',
        'class (4)',
        'mine',
      ])
      expect(await membersOf(domain, bob, '/class')).toEqual([])
    })

    test('renaming, moving and leaving a mount is the recipient’s own affair', async () => {
      await world.share(alice, '/class', bob)
      await world.share(alice, '/class', carol)
      const before = await statOf(domain, alice, '/class')
      await moveAs(bob, '/class', '/renamed')
      await moveAs(bob, '/renamed', '/mine/moved')
      expect(await textOf(domain, bob, '/mine/moved/maths/one.txt')).toBe('one')
      expect(await membersOf(domain, bob, '/mine')).toEqual(['moved'])
      await remove(domain, bob, names('/mine/moved'), { hold })
      expect(await membersOf(domain, bob, '/mine')).toEqual([])
      expect(await statOf(domain, alice, '/class')).toEqual(before)
      expect(await textOf(domain, carol, '/class/maths/one.txt')).toBe('one')
      expect(await listTrash(domain, alice)).toEqual([])
      expect(await listTrash(domain, bob)).toEqual([])
    })

    test('each of them changes the recipient’s etags up to the root, and nobody else’s', async () => {
      await world.share(alice, '/class', bob)
      const steps = [
        () => moveAs(bob, '/class', '/renamed'),
        () => moveAs(bob, '/renamed', '/mine/moved'),
        () => remove(domain, bob, names('/mine/moved'), { hold }),
      ]
      for (const step of steps) {
        const before = [await statOf(domain, bob, '/'), await statOf(domain, alice, '/')]
        await step()
        expect((await statOf(domain, bob, '/')).etag).not.toBe(before[0]!.etag)
        expect((await statOf(domain, alice, '/')).etag).toBe(before[1]!.etag)
      }
    })

    test('a folder moved into another space keeps every id, with versions, sizes and quota', async () => {
      await world.share(alice, '/class', bob)
      await folder(domain, bob, '/mine/deep')
      await put(domain, bob, '/mine/deep/a.txt', 'first')
      world.pass(2)
      await put(domain, bob, '/mine/deep/a.txt', 'second!')
      await put(domain, bob, '/mine/b.txt', 'bbbb')
      const paths = ['', '/deep', '/deep/a.txt', '/b.txt']
      const before = await Promise.all(paths.map((path) => statOf(domain, bob, `/mine${path}`)))
      const used = [(await usedBy(alice)).used, (await usedBy(bob)).used]
      await moveAs(bob, '/mine', '/class/from bob')
      const after = await Promise.all(paths.map((path) => statOf(domain, alice, `/class/from bob${path}`)))
      for (const [i, entry] of after.entries()) {
        expect(entry.node.id).toBe(before[i]!.node.id)
        expect(entry.node.etag).toBe(before[i]!.node.etag)
        expect(entry.node.mtime).toBe(before[i]!.node.mtime)
      }
      expect((await usedBy(alice)).used).toBe(used[0]! + 11)
      expect((await usedBy(bob)).used).toBe(used[1]! - 11)
      const { held } = await listVersions(domain, alice, after[2]!.node.id)
      expect(held.map((one) => one.size)).toEqual([7, 5])
      await moveAs(bob, '/class/from bob', '/mine again')
      expect(await idOf(bob, '/mine again/deep/a.txt')).toBe(before[2]!.node.id)
      expect((await usedBy(bob)).used).toBe(used[1])
    })

    test('a move across that finds no room changes nothing', async () => {
      const dave = await world.person('dave', 10)
      await folder(domain, dave, '/x').catch(() => {})
      await world.share(alice, '/class', dave)
      await put(domain, dave, '/class/big.txt', 'x'.repeat(50))
      await expect(moveAs(dave, '/class/big.txt', '/big.txt')).rejects.toMatchObject(refusal('over-quota'))
      expect(await textOf(domain, alice, '/class/big.txt')).toHaveLength(50)
      expect(await membersOf(domain, dave, '/')).toEqual(['class'])
    })

    test('what is written into a mount counts on its owner and asks for the owner’s room', async () => {
      const dave = await world.person('dave', 5000)
      await folder(domain, dave, '/small')
      await world.share(dave, '/small', bob)
      await expect(put(domain, bob, '/small/big', 'x'.repeat(5001))).rejects.toMatchObject(
        refusal('over-quota'),
      )
      await put(domain, bob, '/small/fits', 'x'.repeat(4000))
      expect((await usedBy(dave)).used).toBe(4000)
      expect((await usedBy(bob)).used).toBe(0)
    })

    test('deleting in a mount fills the owner’s trash, and whoever deleted may bring it back', async () => {
      await world.share(alice, '/class', bob)
      const id = await idOf(alice, '/class/maths/one.txt')
      await remove(domain, bob, names('/class/maths/one.txt'), { hold })
      const [entry] = await listTrash(domain, alice)
      expect(entry).toMatchObject({ location: 'class/maths/one.txt', deletedBy: 'bob' })
      expect(await listTrash(domain, bob)).toHaveLength(1)
      expect(await listTrash(domain, carol)).toEqual([])
      await expect(purge(domain, bob, 'one.txt', entry!.deleted, [])).rejects.toMatchObject(
        refusal('not-permitted'),
      )
      await emptyTrash(domain, bob)
      await purgeRows(domain)
      await restore(domain, bob, 'one.txt', entry!.deleted, [])
      expect(await idOf(alice, '/class/maths/one.txt')).toBe(id)
    })

    test('a right that was not given is refused, and nothing changes', async () => {
      await world.share(alice, '/class', bob, { permissions: READ | DOWNLOAD })
      const before = await statOf(domain, alice, '/')
      const tries = [
        put(domain, bob, '/class/new.txt', 'x'),
        put(domain, bob, '/class/maths/one.txt', 'x'),
        folder(domain, bob, '/class/new'),
        remove(domain, bob, names('/class/maths/one.txt'), { hold }),
        moveAs(bob, '/class/maths/one.txt', '/class/maths/uno.txt'),
        moveAs(bob, '/class/maths/one.txt', '/mine/one.txt'),
        moveAs(bob, '/mine', '/class/mine'),
        copy(domain, bob, names('/mine'), names('/class/mine'), { ...wish, shallow: false }),
      ]
      for (const end of await Promise.allSettled(tries))
        expect(end).toMatchObject({ status: 'rejected', reason: refusal('not-permitted') })
      expect(await statOf(domain, alice, '/')).toEqual(before)
      await copy(domain, bob, names('/class/maths'), names('/mine/maths'), { ...wish, shallow: false })
      expect(await textOf(domain, bob, '/mine/maths/one.txt')).toBe('one')
    })

    test('hand-in rights: new files yes, changing and taking away no', async () => {
      await world.share(alice, '/class', bob, { permissions: READ | CREATE })
      await put(domain, bob, '/class/new.txt', 'x')
      await expect(put(domain, bob, '/class/new.txt', 'y')).rejects.toMatchObject(refusal('not-permitted'))
      await expect(moveAs(bob, '/class/new.txt', '/mine/new.txt')).rejects.toMatchObject(
        refusal('not-permitted'),
      )
      await world.share(alice, '/class', carol, { permissions: READ | UPDATE })
      await put(domain, carol, '/class/new.txt', 'z')
      await expect(put(domain, carol, '/class/other.txt', 'x')).rejects.toMatchObject(
        refusal('not-permitted'),
      )
    })

    test('a mount inside a folder inside a mount; moving its root touches nobody else', async () => {
      await world.share(alice, '/class', bob)
      await folder(domain, carol, '/songs')
      await put(domain, carol, '/songs/la.txt', 'la')
      await world.share(carol, '/songs', bob, { at: '/mine' })
      expect(await textOf(domain, bob, '/mine/songs/la.txt')).toBe('la')
      await moveAs(bob, '/mine', '/ours')
      expect(await textOf(domain, bob, '/ours/songs/la.txt')).toBe('la')
      await moveAs(bob, '/ours/songs/la.txt', '/class/la.txt')
      expect(await textOf(domain, alice, '/class/la.txt')).toBe('la')
      expect(await membersOf(domain, carol, '/songs')).toEqual([])
    })

    test('a mount goes into no share, neither by itself nor inside a folder', async () => {
      await world.share(alice, '/class', bob)
      await folder(domain, carol, '/songs')
      await world.share(carol, '/songs', bob, { at: '/mine' })
      await expect(moveAs(bob, '/mine/songs', '/class/songs')).rejects.toMatchObject(refusal('not-permitted'))
      await expect(moveAs(bob, '/mine', '/class/mine')).rejects.toMatchObject(refusal('not-permitted'))
      expect(await membersOf(domain, bob, '/mine')).toEqual(['songs'])
      expect(await membersOf(domain, alice, '/class')).toEqual(['maths'])
    })

    test('neither copying nor writing nor moving takes a mount’s name without saying so', async () => {
      await world.share(alice, '/class', bob)
      await put(domain, bob, '/file.txt', 'mine')
      await expect(folder(domain, bob, '/class')).rejects.toMatchObject(refusal('exists'))
      await expect(put(domain, bob, '/class', 'x')).rejects.toMatchObject(refusal('wrong-kind'))
      await expect(moveAs(bob, '/file.txt', '/class')).rejects.toMatchObject(refusal('stale'))
      await moveAs(bob, '/file.txt', '/class', true)
      expect(await textOf(domain, bob, '/class')).toBe('mine')
      expect(await textOf(domain, alice, '/class/maths/one.txt')).toBe('one')
    })

    test('a single file is mounted, written and left like a folder', async () => {
      await world.share(alice, '/class/maths/one.txt', bob)
      await put(domain, bob, '/one.txt', 'by bob')
      expect(await textOf(domain, alice, '/class/maths/one.txt')).toBe('by bob')
      await moveAs(bob, '/one.txt', '/uno.txt')
      expect(await membersOf(domain, alice, '/class/maths')).toEqual(['one.txt'])
      await remove(domain, bob, names('/uno.txt'), { hold })
      expect(await textOf(domain, alice, '/class/maths/one.txt')).toBe('by bob')
    })

    test('a folder that holds a mount is deleted, restored and purged without touching what is mounted', async () => {
      await world.share(alice, '/class', bob, { at: '/mine' })
      const deleted = world.now()
      await remove(domain, bob, names('/mine'), { hold })
      expect(await membersOf(domain, bob, '/')).toEqual([])
      await restore(domain, bob, 'mine', deleted, [])
      expect(await textOf(domain, bob, '/mine/class/maths/one.txt')).toBe('one')
      await remove(domain, bob, names('/mine'), { hold })
      await emptyTrash(domain, bob)
      await purgeRows(domain)
      expect(await textOf(domain, alice, '/class/maths/one.txt')).toBe('one')
      const page = await list(domain, bob, [], [])
      expect(page.members.every((entry) => entry.isMountRoot)).toBe(true)
    })

    test('a mount gives way to what somebody who does not see it puts in its place', async () => {
      await folder(domain, carol, '/songs')
      await world.share(carol, '/songs', bob, { at: '/mine' })
      await world.share(bob, '/mine', alice)
      expect(await membersOf(domain, alice, '/mine')).toEqual([])
      await put(domain, alice, '/mine/songs', 'a file')
      expect(await membersOf(domain, bob, '/mine')).toEqual(['songs', 'songs (2)'])
      expect(await textOf(domain, bob, '/mine/songs')).toBe('a file')
      await folder(domain, alice, '/mine/songs (2)')
      expect(await membersOf(domain, bob, '/mine')).toEqual(['songs', 'songs (2)', 'songs (2) (2)'])
      expect((await statOf(domain, bob, '/mine/songs (2)')).isMountRoot).toBe(false)
    })

    test('what takes the name of a mount that shows nothing is not hidden when it comes back', async () => {
      await world.share(alice, '/class', bob)
      const deleted = world.now()
      await remove(domain, alice, names('/class'), { hold })
      expect(await membersOf(domain, bob, '/')).toEqual(['mine'])
      await put(domain, bob, '/class', 'mine')
      await restore(domain, alice, 'class', deleted, [])
      expect(await membersOf(domain, bob, '/')).toEqual(['class', 'class (2)', 'mine'])
      expect(await textOf(domain, bob, '/class')).toBe('mine')
      expect(await textOf(domain, bob, '/class (2)/maths/one.txt')).toBe('one')
    })

    test('what was moved to where its sharer may not share is unseen, and back in its place when it is moved back', async () => {
      await world.share(alice, '/class/maths', carol)
      await world.share(alice, '/class', bob)
      await moveAs(carol, '/maths', '/sums')
      await moveAs(bob, '/class/maths', '/mine/maths')
      await expect(textOf(domain, carol, '/sums/one.txt')).rejects.toMatchObject(refusal('not-found'))
      expect(await membersOf(domain, carol, '/')).toEqual([])
      await moveAs(bob, '/mine/maths', '/class/maths')
      expect(await textOf(domain, carol, '/sums/one.txt')).toBe('one')
    })

    test('when the owner deletes what is mounted, the recipient sees it go and come back', async () => {
      await world.share(alice, '/class', bob)
      const deleted = world.now()
      await remove(domain, alice, names('/class'), { hold })
      await expect(statOf(domain, bob, '/class/maths/one.txt')).rejects.toMatchObject(refusal('not-found'))
      await expect(put(domain, bob, '/class/new.txt', 'x')).rejects.toBeDefined()
      await restore(domain, alice, 'class', deleted, [])
      expect(await textOf(domain, bob, '/class/maths/one.txt')).toBe('one')
    })
  })
}
