import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { folder, names, openWorld, put, refusal, statOf, type World } from '../../../../test/rigs/world.ts'
import { type Member, SYSTEM } from '../../vocabulary/actor.ts'
import { ALL, READ } from '../../vocabulary/permissions.ts'
import { removePerson } from '../accounts/people/remove.ts'
import type { Domain } from '../domain.ts'
import { copy } from '../files/copy.ts'
import { filterFiles } from '../files/filter.ts'
import { list } from '../files/list.ts'
import { move } from '../files/move.ts'
import { remove } from '../files/remove.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { purgeSpaces } from '../spaces/purge.ts'
import { emptyTrash } from '../trash/empty.ts'
import { assignNewTag, assignTag, unassignTag } from './assign.ts'
import { changeTag } from './change.ts'
import { createTag } from './create.ts'
import { listTagsInUse } from './in-use.ts'
import { listTags, listTagsOf } from './list.ts'
import { removeTag } from './remove.ts'

const hold = NO_HOLD
const open = { visible: true, assignable: true }

/** Whose tags are whose, and what becomes of them. */
export function tagsSuite(engine: string): void {
  describe(`tags: ${engine}`, () => {
    let world: World
    let domain: Domain
    let alice: Member
    let bob: Member
    let root: Member
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
      alice = await world.person('alice')
      bob = await world.person('bob')
      root = { ...(await world.person('root')), admin: true }
      await folder(domain, alice, '/sh')
      await put(domain, alice, '/sh/a.txt', 'a')
      await put(domain, alice, '/b.txt', 'b')
    })
    afterEach(async () => {
      expect(await world?.faults()).toEqual([])
      await world?.close()
    })
    const idOf = async (path: string, who = alice): Promise<number> =>
      (await statOf(domain, who, path)).node.id
    const make = (who: Member, name: string, more = {}): Promise<number> =>
      createTag(domain, who, { name, ...open, ...more })
    const listed = async (who: Member): Promise<string[]> =>
      (await listTags(domain, who)).map(({ name }) => name)
    const on = async (who: Member, node: number): Promise<string[]> =>
      (await listTagsOf(domain, who, node)).map(({ name }) => name)
    const found = async (who: Member, ...tags: number[]): Promise<string[]> =>
      (await filterFiles(domain, who, [], { favourite: false, tags }, [])).found.map(({ path }) =>
        path.join('/'),
      )

    test('a tag is its maker’s, or everybody’s when an administrator made it', async () => {
      const own = await make(alice, 'Vœux')
      const common = await make(root, 'À rendre')
      const hidden = await make(root, 'hidden', { visible: false })
      expect(await listed(alice)).toEqual(['À rendre', 'Vœux'])
      expect(await listed(bob)).toEqual(['À rendre'])
      expect(await listed(root)).toEqual(expect.arrayContaining(['À rendre', 'hidden']))
      await put(domain, bob, '/c.txt', 'c')
      const c = await idOf('/c.txt', bob)
      await expect(assignTag(domain, bob, c, own)).rejects.toMatchObject(refusal('not-found', 'tag-missing'))
      await expect(assignTag(domain, bob, c, hidden)).rejects.toMatchObject(
        refusal('not-found', 'tag-missing'),
      )
      for (const change of [{ name: 'x' }, { color: 'ff0000' }])
        await expect(changeTag(domain, bob, common, change)).rejects.toMatchObject(refusal('not-permitted'))
      await expect(changeTag(domain, root, own, { name: 'x' })).rejects.toMatchObject(refusal('not-found'))
      await expect(removeTag(domain, bob, common)).rejects.toMatchObject(
        refusal('not-permitted', 'tag-stays'),
      )
      await expect(removeTag(domain, bob, own)).rejects.toMatchObject(refusal('not-found'))
      await expect(make(bob, 'x', { visible: false })).rejects.toMatchObject(
        refusal('bad-request', 'tag-restricted'),
      )
    })

    test('no two that one chooses from are called the same; two people’s may be', async () => {
      await make(root, 'Urgent')
      await make(alice, 'todo')
      for (const name of ['urgent', ' URGENT ', 'todo', 'TODO'])
        await expect(make(alice, name)).rejects.toMatchObject(refusal('conflict', 'tag-exists'))
      const other = await make(bob, 'todo')
      await expect(changeTag(domain, bob, other, { name: 'urgent' })).rejects.toMatchObject(
        refusal('conflict'),
      )
      await changeTag(domain, bob, other, { name: 'Todo', color: '#00FF7f' })
      expect(await listTags(domain, bob)).toContainEqual(
        expect.objectContaining({ id: other, name: 'Todo', color: '00ff7f' }),
      )
      for (const name of ['', '  ', 'a\nb', 'x'.repeat(65)])
        await expect(make(bob, name)).rejects.toMatchObject(refusal('bad-request', 'tag-name'))
      await expect(changeTag(domain, bob, other, { color: 'red' })).rejects.toMatchObject(
        refusal('bad-request'),
      )
    })

    test('whoever sees something sees its tags; only who may write there hangs or takes them off', async () => {
      await world.share(alice, '/sh', bob, { permissions: READ })
      const a = await idOf('/sh/a.txt')
      const todo = await assignNewTag(domain, alice, a, { name: 'todo', ...open })
      const common = await make(root, 'common')
      const reserved = await make(root, 'reserved', { assignable: false })
      await assignTag(domain, alice, a, common)
      expect(await on(bob, a)).toEqual(['common', 'todo'])
      expect(await found(bob, todo)).toEqual(['sh/a.txt'])
      await expect(assignTag(domain, alice, a, common)).rejects.toMatchObject(
        refusal('conflict', 'tag-assigned'),
      )
      await expect(assignTag(domain, alice, a, reserved)).rejects.toMatchObject(refusal('not-permitted'))
      await expect(unassignTag(domain, bob, a, todo)).rejects.toMatchObject(
        refusal('not-permitted', 'no-write'),
      )
      await expect(assignTag(domain, bob, a, common)).rejects.toMatchObject(
        refusal('not-permitted', 'no-write'),
      )
      await expect(listTagsOf(domain, bob, await idOf('/b.txt'))).rejects.toMatchObject(refusal('not-found'))
      await expect(assignTag(domain, bob, await idOf('/b.txt'), common)).rejects.toMatchObject(
        refusal('not-found'),
      )
      await expect(found(root, todo)).rejects.toMatchObject(refusal('not-found', 'tag-missing'))
      await unassignTag(domain, alice, a, todo)
      expect(await on(bob, a)).toEqual(['common'])
    })

    test('what bears all of some tags is found, wherever it lies, and counted', async () => {
      const [a, b] = [await idOf('/sh/a.txt'), await idOf('/b.txt')]
      const one = await assignNewTag(domain, alice, a, { name: 'one', ...open })
      const two = await assignNewTag(domain, alice, b, { name: 'two', ...open })
      await assignTag(domain, alice, b, one)
      expect((await found(alice, one)).sort()).toEqual(['b.txt', 'sh/a.txt'])
      expect(await found(alice, one, two)).toEqual(['b.txt'])
      const window = { favourite: false, tags: [one], first: 1, most: 1 }
      expect((await filterFiles(domain, alice, [], window, [])).found.map(({ path }) => path)).toEqual([
        ['b.txt'],
      ])
      const inside = await filterFiles(domain, alice, ['sh'], { favourite: false, tags: [one] }, [])
      expect(inside.found.map(({ path }) => path)).toEqual([['sh', 'a.txt']])
      await remove(domain, alice, names('/sh'), { hold })
      expect(await found(alice, one)).toEqual(['b.txt'])
      expect(
        (await listTagsInUse(domain, alice)).map(({ name, count, example }) => [name, count, example]),
      ).toEqual([
        ['one', 1, b],
        ['two', 1, b],
      ])
      expect(await listTagsInUse(domain, alice, 'image')).toEqual([])
      expect((await listTagsInUse(domain, alice, 'text')).length).toBe(2)
      expect(await listTagsInUse(domain, bob)).toEqual([])
    })

    test('they change no etag, go along when something moves, and stay behind when it is copied', async () => {
      const before = await list(domain, alice, [], [])
      const b = await idOf('/b.txt')
      const tag = await assignNewTag(domain, alice, b, { name: 'todo', ...open })
      const after = await list(domain, alice, [], ['tags'])
      expect(after.self.node.etag).toBe(before.self.node.etag)
      expect(after.members.map(({ node }) => node.etag)).toEqual(before.members.map(({ node }) => node.etag))
      expect(after.facets.tags.get(b)).toEqual([expect.objectContaining({ id: tag, mayAssign: true })])
      await copy(domain, alice, ['b.txt'], ['copy.txt'], { hold, overwrite: false, shallow: false })
      expect(await on(alice, await idOf('/copy.txt'))).toEqual([])
      await folder(domain, bob, '/in')
      await world.share(bob, '/in', alice, { permissions: ALL })
      await move(domain, alice, ['b.txt'], ['in', 'b.txt'], { overwrite: false, hold })
      expect(await found(bob, tag)).toEqual(['in/b.txt'])
      const seen = (await list(domain, bob, ['in'], ['tags'])).facets.tags.get(b)
      expect(seen).toEqual([expect.objectContaining({ id: tag, mayAssign: false })])
    })

    test('they go with what bears them, with themselves, and with whoever made them', async () => {
      const [a, b] = [await idOf('/sh/a.txt'), await idOf('/b.txt')]
      const todo = await assignNewTag(domain, alice, a, { name: 'todo', ...open })
      await assignTag(domain, alice, b, todo)
      await remove(domain, alice, names('/sh'), { hold })
      await emptyTrash(domain, alice)
      expect(await world.faults()).toEqual([])
      await removeTag(domain, alice, todo)
      expect(await on(alice, b)).toEqual([])
      await folder(domain, bob, '/in')
      await world.share(bob, '/in', alice, { permissions: ALL })
      await put(domain, bob, '/in/c.txt', 'c')
      const c = await idOf('/in/c.txt')
      await assignNewTag(domain, alice, c, { name: 'alice’s', ...open })
      expect(await on(bob, c)).toEqual(['alice’s'])
      await removePerson(domain, SYSTEM, 'alice')
      await purgeSpaces(domain)
      expect(await on(bob, c)).toEqual([])
    })
  })
}
