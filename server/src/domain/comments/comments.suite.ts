import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { folder, openWorld, put, refusal, statOf, type World } from '../../../../test/rigs/world.ts'
import { type Member, SYSTEM } from '../../vocabulary/actor.ts'
import { READ } from '../../vocabulary/permissions.ts'
import { removePerson } from '../accounts/people/remove.ts'
import type { Domain } from '../domain.ts'
import { copy } from '../files/copy.ts'
import { list } from '../files/list.ts'
import { remove } from '../files/remove.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { listNotifications } from '../notifications/list.ts'
import { purgeSpaces } from '../spaces/purge.ts'
import { emptyTrash } from '../trash/empty.ts'
import { addComment } from './add.ts'
import { editComment } from './edit.ts'
import { listComments } from './list.ts'
import { markRead } from './mark.ts'
import { removeComment } from './remove.ts'

const hold = NO_HOLD

/** Who may say something, who reads it, and what becomes of it. */
export function commentsSuite(engine: string): void {
  describe(`comments: ${engine}`, () => {
    let world: World
    let domain: Domain
    let alice: Member
    let bob: Member
    let eve: Member
    let a: number
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
      alice = await world.person('alice')
      bob = await world.person('bob')
      eve = await world.person('eve')
      await folder(domain, alice, '/sh')
      await put(domain, alice, '/sh/a.txt', 'a')
      a = (await statOf(domain, alice, '/sh/a.txt')).node.id
      await world.share(alice, '/sh', bob, { permissions: READ })
    })
    afterEach(async () => {
      expect(await world?.faults()).toEqual([])
      await world?.close()
    })
    const said = async (who: Member): Promise<(readonly [string | undefined, string, boolean])[]> =>
      (await listComments(domain, who, a)).comments.map(
        ({ author, message, unread }) => [author?.id, message, unread] as const,
      )
    const counted = async (who: Member) =>
      (await list(domain, who, ['sh'], ['comments'])).facets.comments.get(a)

    test('whoever can read a file reads and writes comments on it, and nobody else', async () => {
      await addComment(domain, alice, a, 'first')
      const second = await addComment(domain, bob, a, 'second')
      expect(await said(alice)).toEqual([
        ['bob', 'second', true],
        ['alice', 'first', false],
      ])
      const nobody = refusal('not-found', 'item-missing')
      await expect(listComments(domain, eve, a)).rejects.toMatchObject(nobody)
      await expect(addComment(domain, eve, a, 'x')).rejects.toMatchObject(nobody)
      await expect(editComment(domain, eve, a, second, 'x')).rejects.toMatchObject(nobody)
      await expect(removeComment(domain, eve, a, second)).rejects.toMatchObject(nobody)
      await expect(markRead(domain, eve, a)).rejects.toMatchObject(nobody)
    })

    test('they are changed by whoever wrote them, and removed by the owner of the files too', async () => {
      const mine = await addComment(domain, alice, a, 'first')
      const his = await addComment(domain, bob, a, 'second')
      const refused = refusal('not-permitted', 'comment-not-yours')
      await expect(editComment(domain, alice, a, his, 'x')).rejects.toMatchObject(refused)
      await expect(editComment(domain, bob, a, mine, 'x')).rejects.toMatchObject(refused)
      await expect(removeComment(domain, bob, a, mine)).rejects.toMatchObject(refused)
      await editComment(domain, bob, a, his, 'better')
      expect(await said(alice)).toContainEqual(['bob', 'better', true])
      await removeComment(domain, alice, a, his)
      expect(await said(bob)).toEqual([['alice', 'first', false]])
      await expect(removeComment(domain, bob, a, his)).rejects.toMatchObject(
        refusal('not-found', 'comment-missing'),
      )
      const other = (await statOf(domain, alice, '/sh')).node.id
      await expect(removeComment(domain, alice, other, mine)).rejects.toMatchObject(refusal('not-found'))
    })

    test('what others said is unread until one has seen it, to the comment and not to the second', async () => {
      await addComment(domain, bob, a, 'one')
      await addComment(domain, bob, a, 'two')
      expect(await counted(alice)).toEqual({ all: 2, unread: 2 })
      expect(await counted(bob)).toEqual({ all: 2, unread: 0 })
      await markRead(domain, alice, a)
      await addComment(domain, bob, a, 'three')
      expect(await counted(alice)).toEqual({ all: 3, unread: 1 })
      expect((await listComments(domain, alice, a)).marked).toBe(world.now())
      world.pass(60)
      await addComment(domain, bob, a, 'four')
      await markRead(domain, alice, a, world.now() - 30)
      expect(await counted(alice)).toEqual({ all: 4, unread: 1 })
      await addComment(domain, alice, a, 'five')
      expect(await counted(alice)).toEqual({ all: 5, unread: 0 })
      const page = await listComments(domain, alice, a, { offset: 1, limit: 2 })
      expect(page.comments.map(({ message }) => message)).toEqual(['four', 'three'])
      const then = await listComments(domain, alice, a, { until: world.now() - 1 })
      expect(then.comments.map(({ message }) => message)).toEqual(['three', 'two', 'one'])
    })

    test('the owner is told of what others say, and no more once it is removed', async () => {
      await addComment(domain, alice, a, 'mine')
      expect(await listNotifications(domain, 'alice')).toEqual([])
      const id = await addComment(domain, bob, a, 'a question')
      expect(await listNotifications(domain, 'alice')).toEqual([
        expect.objectContaining({
          kind: 'comment',
          facts: { author: 'bob', name: 'bob', message: 'a question', node: a, file: 'a.txt' },
          object: { type: 'comment', id: String(id) },
        }),
      ])
      expect(await listNotifications(domain, 'bob')).toEqual([])
      await removeComment(domain, bob, a, id)
      expect(await listNotifications(domain, 'alice')).toEqual([])
    })

    test('a message has something to say, and not too much', async () => {
      for (const message of ['', ' \n ', '\u0000\u0008'])
        await expect(addComment(domain, alice, a, message)).rejects.toMatchObject(
          refusal('bad-request', 'comment-empty'),
        )
      await expect(addComment(domain, alice, a, 'é'.repeat(1001))).rejects.toMatchObject(
        refusal('bad-request', 'comment-long'),
      )
      await addComment(domain, alice, a, '🦉'.repeat(1000))
      await addComment(domain, alice, a, 'two\nlines \u0000&<é')
      expect((await said(alice))[0]).toEqual(['alice', 'two\nlines &<é', false])
    })

    test('they change no etag, stay behind when a file is copied, and go with it', async () => {
      const before = await list(domain, alice, ['sh'], [])
      await addComment(domain, bob, a, 'x')
      const after = await list(domain, alice, ['sh'], [])
      expect(after.self.node.etag).toBe(before.self.node.etag)
      expect(after.members.map(({ node }) => node.etag)).toEqual(before.members.map(({ node }) => node.etag))
      await copy(domain, alice, ['sh'], ['copy'], { hold, overwrite: false, shallow: false })
      expect((await list(domain, alice, ['copy'], ['comments'])).facets.comments.size).toBe(0)
      await remove(domain, alice, ['sh'], { hold })
      await expect(listComments(domain, alice, a)).rejects.toMatchObject(refusal('not-found'))
      await emptyTrash(domain, alice)
      expect(await world.faults()).toEqual([])
    })

    test('what somebody said stays when they leave, without their name', async () => {
      await addComment(domain, bob, a, 'goodbye')
      await removePerson(domain, SYSTEM, 'bob')
      await purgeSpaces(domain)
      expect(await said(alice)).toEqual([[undefined, 'goodbye', true]])
    })
  })
}
