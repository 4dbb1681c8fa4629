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
import { CREATE, READ } from '../../vocabulary/permissions.ts'
import type { Domain } from '../domain.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { listTrash } from '../trash/list.ts'
import { purgeEntry } from '../trash/purge.ts'
import { restoreEntry } from '../trash/restore.ts'
import { listVersions } from '../versions/list.ts'
import type { OnClash } from './clash.ts'
import { listById, lookById } from './list-by-id.ts'
import { makeFolderIn } from './make-folder-in.ts'
import { makeTree } from './make-tree.ts'
import { markFavourite } from './mark-favourite.ts'
import { move } from './move.ts'
import { copyById, moveById } from './move-by-id.ts'
import { removeById } from './remove-by-id.ts'

const hold = NO_HOLD

/** Everything that is done to what somebody sees, by its number and the folder it was seen in. */
export function byIdSuite(engine: string): void {
  describe(`by number: ${engine}`, () => {
    let world: World
    let domain: Domain
    let alice: Member
    let bob: Member
    const ids: Record<string, number> = {}
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
      alice = await world.person('alice')
      bob = await world.person('bob')
      for (const path of ['/a', '/a/deep', '/b']) await folder(domain, alice, path)
      await put(domain, alice, '/a/x.txt', 'one', { mtime: 1_700_000_000 })
      for (const path of ['/', '/a', '/a/deep', '/b', '/a/x.txt'])
        ids[path] = (await statOf(domain, alice, path)).node.id
    })
    afterEach(async () => {
      expect(await world?.faults()).toEqual([])
      await world?.close()
    })

    const seen = (path: string, from: string) => ({ id: ids[path]!, from: ids[from]! })
    const into = (to: string, onClash: OnClash = 'refuse', name?: string) => ({
      ...{ to: ids[to]!, onClash, hold },
      ...(name === undefined ? {} : { name }),
    })
    const rename = (from: string, to: string) =>
      move(domain, alice, names(from), names(to), { overwrite: false, hold })

    test('a folder is found wherever it lies, with the ids of its way', async () => {
      await rename('/a', '/b/renamed')
      const page = await listById(domain, alice, ids['/a']!, ['favourites'])
      expect(page.path).toEqual(['b', 'renamed'])
      expect(page.trail).toEqual([ids['/'], ids['/b'], ids['/a']])
      expect(page.members.map(({ name }) => name)).toEqual(['deep', 'x.txt'])
      expect((await lookById(domain, alice, ids['/a/x.txt']!, [])).path).toEqual(['b', 'renamed', 'x.txt'])
      await expect(listById(domain, bob, ids['/a']!, [])).rejects.toMatchObject(refusal('not-found'))
      await expect(listById(domain, alice, ids['/a/x.txt']!, [])).rejects.toMatchObject(
        refusal('wrong-kind', 'not-a-folder'),
      )
      await expect(listById(domain, alice, 999_999_999, [])).rejects.toMatchObject(refusal('not-found'))
    })

    test('what moved on is not moved from where it was seen', async () => {
      await rename('/a/x.txt', '/b/x.txt')
      for (const act of [
        () => moveById(domain, alice, seen('/a/x.txt', '/a'), into('/')),
        () => copyById(domain, alice, seen('/a/x.txt', '/a'), into('/')),
        () => removeById(domain, alice, seen('/a/x.txt', '/a'), hold),
      ])
        await expect(act()).rejects.toMatchObject(refusal('stale', 'changed-meanwhile'))
      expect(await membersOf(domain, alice, '/b')).toEqual(['x.txt'])
      const { name, node } = await moveById(domain, alice, seen('/a/x.txt', '/b'), into('/'))
      expect([name, node.id]).toEqual(['x.txt', ids['/a/x.txt']])
    })

    test('another thing under the same name is left alone', async () => {
      await rename('/a/x.txt', '/b/y.txt')
      await put(domain, alice, '/a/x.txt', 'another')
      await expect(removeById(domain, alice, seen('/a/x.txt', '/a'), hold)).rejects.toMatchObject(
        refusal('stale'),
      )
      const wish = { overwrite: false, seen: seen('/a/x.txt', '/a'), hold }
      await expect(move(domain, alice, ['a', 'x.txt'], ['z.txt'], wish)).rejects.toMatchObject(
        refusal('stale'),
      )
      expect(await textOf(domain, alice, '/a/x.txt')).toBe('another')
    })

    test('the folders above may be called otherwise meanwhile', async () => {
      await rename('/a', '/c')
      await rename('/b', '/a')
      await moveById(domain, alice, seen('/a/x.txt', '/a'), into('/b'))
      expect(await membersOf(domain, alice, '/a')).toEqual(['x.txt'])
      expect(await membersOf(domain, alice, '/c')).toEqual(['deep'])
    })

    test('a clash is refused, keeps both, or replaces a file by a version of it', async () => {
      await put(domain, alice, '/b/x.txt', 'two', { mtime: 1_700_000_500 })
      const there = (await statOf(domain, alice, '/b/x.txt')).node.id
      await expect(moveById(domain, alice, seen('/a/x.txt', '/a'), into('/b'))).rejects.toMatchObject(
        refusal('exists', 'name-taken'),
      )
      const copied = await copyById(domain, alice, seen('/a/x.txt', '/a'), into('/b', 'keep-both'))
      expect([copied.name, copied.created]).toEqual(['x (2).txt', true])
      const again = await copyById(domain, alice, seen('/a/x.txt', '/a'), into('/b', 'keep-both'))
      expect(again.name).toBe('x (3).txt')
      const replaced = await copyById(domain, alice, seen('/a/x.txt', '/a'), into('/b', 'replace'))
      expect(replaced).toMatchObject({
        name: 'x.txt',
        created: false,
        node: { id: there, mtime: 1_700_000_000 },
      })
      expect(await textOf(domain, alice, '/b/x.txt')).toBe('one')
      expect((await listVersions(domain, alice, there)).held.map(({ size, mtime }) => [size, mtime])).toEqual(
        [
          [3, 1_700_000_000],
          [3, 1_700_000_500],
        ],
      )
      await put(domain, alice, '/a/x.txt', 'three')
      const moved = await moveById(domain, alice, seen('/a/x.txt', '/a'), into('/b', 'replace'))
      expect(moved).toMatchObject({ name: 'x.txt', created: false, node: { id: there } })
      expect(await textOf(domain, alice, '/b/x.txt')).toBe('three')
      expect((await listVersions(domain, alice, there)).held).toHaveLength(3)
      expect((await listTrash(domain, alice)).map(({ node }) => node.id)).toEqual([ids['/a/x.txt']])
      expect(await membersOf(domain, alice, '/b')).toEqual(['x (2).txt', 'x (3).txt', 'x.txt'])
    })

    test('a copy beside the original keeps both; a folder is never replaced', async () => {
      expect((await copyById(domain, alice, seen('/a', '/'), into('/', 'keep-both'))).name).toBe('a (2)')
      expect((await copyById(domain, alice, seen('/a/x.txt', '/a'), into('/a', 'keep-both'))).name).toBe(
        'x (2).txt',
      )
      await folder(domain, alice, '/b/a')
      for (const act of [moveById, copyById])
        await expect(act(domain, alice, seen('/a', '/'), into('/b', 'replace'))).rejects.toMatchObject(
          refusal('exists', 'folder-stays'),
        )
      await folder(domain, alice, '/b/v1.2')
      const second = await makeFolderIn(domain, alice, ids['/b']!, {
        name: 'v1.2',
        onClash: 'keep-both',
        hold,
      })
      expect(second.name).toBe('v1.2 (2)')
      await expect(
        makeFolderIn(domain, alice, ids['/b']!, { name: 'v1.2', onClash: 'refuse', hold }),
      ).rejects.toMatchObject(refusal('exists'))
      await expect(moveById(domain, alice, seen('/a', '/'), into('/a/deep'))).rejects.toMatchObject(
        refusal('conflict'),
      )
    })

    test('a name is changed where the thing is; what is received is seen in one’s own folder', async () => {
      const renamed = await moveById(domain, alice, seen('/a/x.txt', '/a'), into('/a', 'refuse', 'y.md'))
      expect(renamed).toMatchObject({ name: 'y.md', node: { mime: 'text/markdown' } })
      await folder(domain, bob, '/inbox')
      const inbox = (await statOf(domain, bob, '/inbox')).node.id
      await world.share(alice, '/a', bob, { permissions: READ })
      const root = (await statOf(domain, bob, '/')).node.id
      const a = { id: ids['/a']!, from: root }
      await expect(
        moveById(domain, bob, { ...a, from: ids['/']! }, { to: inbox, onClash: 'refuse', hold }),
      ).rejects.toMatchObject(refusal('stale'))
      const moved = await moveById(domain, bob, a, { to: inbox, name: 'cours', onClash: 'refuse', hold })
      expect(moved.name).toBe('cours')
      expect((await lookById(domain, bob, ids['/a']!, [])).path).toEqual(['inbox', 'cours'])
      await expect(
        removeById(domain, bob, { id: ids['/a/x.txt']!, from: ids['/a']! }, hold),
      ).rejects.toMatchObject(refusal('not-permitted'))
      expect(await removeById(domain, bob, { id: ids['/a']!, from: inbox }, hold)).toBeUndefined()
      expect(await membersOf(domain, alice, '/a')).toEqual(['deep', 'y.md'])
    })

    test('what is deleted names its entry, which comes back or goes for good', async () => {
      const entry = (await removeById(domain, alice, seen('/a', '/'), hold))!
      await expect(restoreEntry(domain, bob, entry)).rejects.toMatchObject(refusal('not-found'))
      await expect(purgeEntry(domain, bob, entry)).rejects.toMatchObject(refusal('not-found'))
      expect(await restoreEntry(domain, alice, entry)).toMatchObject({ id: ids['/a'], parent: ids['/'] })
      await expect(restoreEntry(domain, alice, entry)).rejects.toMatchObject(refusal('not-found'))
      const second = (await removeById(domain, alice, seen('/a', '/'), hold))!
      await purgeEntry(domain, alice, second)
      await expect(purgeEntry(domain, alice, second)).rejects.toMatchObject(refusal('not-found'))
      expect(await listTrash(domain, alice)).toEqual([])
      await expect(removeById(domain, alice, { id: ids['/']!, from: ids['/']! }, hold)).rejects.toMatchObject(
        refusal('not-permitted'),
      )
    })

    test('a tree of folders, with those that are there already', async () => {
      await put(domain, alice, '/b/file', 'x')
      const paths = [['new', 'inner'], ['new'], ['file', 'inner'], ['bad\\name'], [], ['new', 'inner']]
      const made = await makeTree(domain, alice, ids['/b']!, paths, hold)
      expect(await membersOf(domain, alice, '/b')).toEqual(['file', 'new'])
      const inner = (await statOf(domain, alice, '/b/new/inner')).node.id
      expect(made[0]).toEqual({ id: inner })
      expect(made[4]).toEqual({ id: ids['/b'] })
      expect(made[5]).toEqual({ id: inner })
      expect(made[2]).toMatchObject({ refused: refusal('exists') })
      expect(made[3]).toMatchObject({ refused: refusal('bad-name') })
      expect(await makeTree(domain, alice, ids['/b']!, [['new']], hold)).toEqual([made[1]])
      const odd = await makeTree(domain, alice, ids['/b']!, [[''], ['new/inner'], ['new', 'inner']], hold)
      expect(odd).toMatchObject([{ refused: refusal('bad-name') }, { refused: refusal('bad-name') }, made[0]])
      await expect(makeTree(domain, bob, ids['/b']!, [['x']], hold)).rejects.toMatchObject(
        refusal('not-found'),
      )
    })

    test('a tree of folders leads into what was received, as far as its rights go', async () => {
      await world.share(alice, '/a', bob, { permissions: READ | CREATE })
      const root = (await statOf(domain, bob, '/')).node.id
      const paths = [['own', 'x'], ['a', 'given', 'y'], ['a', 'given'], ['last']]
      const made = await makeTree(domain, bob, root, paths, hold)
      expect(made[1]).toEqual({ id: (await statOf(domain, alice, '/a/given/y')).node.id })
      expect(await membersOf(domain, bob, '/')).toEqual(['a', 'last', 'own'])
      await world.share(alice, '/b', bob, { permissions: READ })
      const kept = await makeTree(domain, bob, root, [['b', 'no'], ['yes']], hold)
      expect(kept).toMatchObject([{ refused: refusal('not-permitted') }, { id: expect.any(Number) }])
    })

    test('a favourite is marked by its number', async () => {
      const id = ids['/a/x.txt']!
      await markFavourite(domain, alice, id, true)
      await markFavourite(domain, alice, id, true)
      expect((await lookById(domain, alice, id, ['favourites'])).facets.favourites).toEqual(new Set([id]))
      await markFavourite(domain, alice, id, false)
      expect((await lookById(domain, alice, id, ['favourites'])).facets.favourites).toEqual(new Set())
      await expect(markFavourite(domain, bob, id, true)).rejects.toMatchObject(refusal('not-found'))
    })
  })
}
