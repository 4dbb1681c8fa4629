import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { giveShare } from '../../../../test/rigs/shares.ts'
import { folder, names, openWorld, put, refusal, statOf, type World } from '../../../../test/rigs/world.ts'
import { type Member, SYSTEM } from '../../vocabulary/actor.ts'
import { addGroup } from '../accounts/groups/change.ts'
import { addMember, removeMember } from '../accounts/groups/members.ts'
import { removePerson } from '../accounts/people/remove.ts'
import { addComment } from '../comments/add.ts'
import type { Domain } from '../domain.ts'
import { move } from '../files/move.ts'
import { remove } from '../files/remove.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { trimLog } from '../retention/trim-log.ts'
import { rootOf } from '../spaces/root.ts'
import { listTrash } from '../trash/list.ts'
import { restoreEntry } from '../trash/restore.ts'
import type { Activity, ActivityWish } from './activity.ts'
import { listActivity } from './list.ts'

const hold = NO_HOLD
const DAY = 86_400

/** What people are told of what they received: since they have it, below it, and nothing besides. */
export function activitySuite(engine: string): void {
  describe(`activity: ${engine}`, () => {
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
      await folder(domain, alice, '/class')
      await put(domain, alice, '/class/before.txt', 'x')
      await discard(alice, '/class/before.txt')
      await put(domain, alice, '/private.txt', 'x')
      world.pass(10)
    })
    afterEach(async () => {
      expect(await world?.faults()).toEqual([])
      await world?.close()
    })

    const discard = (who: Member, path: string) => remove(domain, who, names(path), { hold })
    const shift = (who: Member, from: string, to: string) =>
      move(domain, who, names(from), names(to), { overwrite: false, hold })
    const give = async (path: string, to: Member | string): Promise<number> => {
      const { node } = await statOf(domain, alice, path)
      const share = await giveShare(domain, {
        ...{ node: node.id, sharer: 'alice' },
        ...(typeof to === 'string' ? { recipient: to, kind: 1 } : { recipient: to.person }),
      })
      world.pass(10)
      return share
    }
    const end = (share: number) =>
      domain.records.write([], (writer) => writer.run('DELETE FROM share WHERE id = ?', share))
    const list = async (who: Member, wish: Partial<ActivityWish> = {}): Promise<Activity[]> =>
      (await listActivity(domain, who, { since: 0, order: 'newest-first', limit: 1_000, ...wish })).activities
    const shown = ({ actor, verb, name, path }: Activity): string =>
      `${actor?.id} ${verb} ${name}${path === undefined ? '' : ` /${path.join('/')}`}`
    const told = async (who: Member, wish: Partial<ActivityWish> = {}) => (await list(who, wish)).map(shown)
    const runs = async () =>
      (await domain.records.get<{ count: number }>('SELECT count(*) AS count FROM activity_run'))!.count

    test('what colleagues do below what was received is told in the order of its time', async () => {
      await give('/class', bob)
      await shift(bob, '/class', '/maths')
      await put(domain, alice, '/class/a.txt', 'one')
      world.pass(1)
      await put(domain, bob, '/own.txt', 'x')
      world.pass(1)
      await put(domain, alice, '/class/a.txt', 'two')
      world.pass(1)
      await put(domain, bob, '/maths/b.txt', 'x')
      world.pass(1)
      await shift(alice, '/class/a.txt', '/class/c.txt')
      world.pass(1)
      await discard(alice, '/class/c.txt')
      const all = [
        'alice trash c.txt',
        'alice rename c.txt',
        'bob create b.txt /maths/b.txt',
        'alice write a.txt',
        'bob create own.txt /own.txt',
        'alice create a.txt',
      ]
      expect(await told(bob)).toEqual(all)
      expect(await told(bob, { order: 'oldest-first' })).toEqual(all.toReversed())
      expect(await told(bob, { by: 'self' })).toEqual([all[2], all[4]])
      expect(await told(bob, { by: 'others' })).toEqual([all[0], all[1], all[3], all[5]])
      const { node } = await statOf(domain, bob, '/maths/b.txt')
      expect(await told(bob, { node: node.id })).toEqual([all[2]])
      expect(await told(carol)).toEqual([])
    })

    test('nothing from before, nothing from outside, nothing of where and how its owner has it', async () => {
      await give('/class', bob)
      await folder(domain, alice, '/secret')
      await put(domain, alice, '/secret/salaries.txt', 'x')
      await put(domain, alice, '/private.txt', 'y')
      await shift(alice, '/class', '/secret/renamed')
      await give('/secret/renamed', carol)
      await discard(alice, '/private.txt')
      expect(await told(bob)).toEqual([])
      await put(domain, alice, '/secret/renamed/a.txt', 'x')
      expect(await told(bob)).toEqual(['alice create a.txt /class/a.txt'])
      expect(await told(carol)).toEqual(['alice create a.txt /renamed/a.txt'])
    })

    test('what is brought in does not bring what happened to it before, what leaves takes what follows', async () => {
      await give('/class', bob)
      await folder(domain, alice, '/draft')
      await folder(domain, alice, '/draft/inner')
      await put(domain, alice, '/draft/inner/dismissals.txt', 'x')
      await discard(alice, '/draft/inner/dismissals.txt')
      await put(domain, alice, '/draft/old-name.txt', 'x')
      await shift(alice, '/draft/old-name.txt', '/draft/name.txt')
      await shift(alice, '/draft', '/class/final')
      await put(domain, alice, '/class/final/inner/seen.txt', 'x')
      await shift(alice, '/class/final', '/taken')
      await put(domain, alice, '/taken/inner/seen.txt', 'changed')
      await shift(alice, '/taken/inner/seen.txt', '/taken/inner/unseen.txt')
      await put(domain, alice, '/taken/unseen-too.txt', 'x')
      expect(await told(bob)).toEqual(['alice move final', 'alice create seen.txt', 'alice move final'])
      await shift(alice, '/taken', '/class/again')
      expect((await told(bob)).slice(0, 2)).toEqual([
        'alice move again /class/again',
        'alice move final /class/again',
      ])
      expect(await told(bob)).toHaveLength(4)
    })

    test('a folder that was deleted and came back is told of throughout', async () => {
      await give('/class', bob)
      await folder(domain, alice, '/class/f')
      await put(domain, alice, '/class/f/a.txt', 'x')
      await discard(alice, '/class/f')
      const deleted = ['alice trash f', 'alice create a.txt', 'alice create f']
      expect(await told(bob)).toEqual(deleted)
      const [entry] = await listTrash(domain, alice)
      await restoreEntry(domain, alice, entry!.id)
      expect(await told(bob)).toEqual([
        'alice restore f /class/f',
        'alice trash f /class/f',
        'alice create a.txt /class/f/a.txt',
        'alice create f /class/f',
      ])
    })

    test('a received file is told of under the name it has here; comments are, and shares of others are not', async () => {
      await put(domain, alice, '/plan.txt', 'x')
      world.pass(1)
      await give('/plan.txt', bob)
      await shift(bob, '/plan.txt', '/mine.txt')
      await put(domain, alice, '/plan.txt', 'y')
      await shift(alice, '/plan.txt', '/secret-name.txt')
      const { node } = await statOf(domain, alice, '/secret-name.txt')
      await addComment(domain, alice, node.id, 'hello')
      expect(await told(bob)).toEqual(['alice comment mine.txt /mine.txt', 'alice write mine.txt /mine.txt'])
    })

    test('what somebody takes into their own space is told of there, and the copy that its owner keeps', async () => {
      await give('/class', bob)
      await put(domain, alice, '/class/a.txt', 'x')
      world.pass(1)
      await shift(bob, '/class/a.txt', '/a.txt')
      expect((await told(bob)).toSorted()).toEqual([
        ...['alice create a.txt /a.txt', 'bob move a.txt /a.txt', 'bob trash a.txt'],
      ])
    })

    test('with the right goes all that was told, and it comes back only from then on', async () => {
      const share = await give('/class', bob)
      await put(domain, alice, '/class/a.txt', 'x')
      expect(await told(bob)).toEqual(['alice create a.txt /class/a.txt'])
      await end(share)
      await put(domain, alice, '/class/unseen.txt', 'x')
      await discard(alice, '/class/unseen.txt')
      expect(await told(bob)).toEqual([])
      world.pass(10)
      await give('/class', bob)
      expect(await told(bob)).toEqual([])
      await put(domain, alice, '/class/b.txt', 'x')
      expect(await told(bob)).toEqual(['alice create b.txt /class/b.txt'])
    })

    test('members of a group are told since they joined it', async () => {
      await addGroup(domain, SYSTEM, { id: 'maths' })
      await addMember(domain, SYSTEM, { person: 'bob', group: 'maths' })
      world.pass(10)
      await give('/class', 'maths')
      await put(domain, alice, '/class/a.txt', 'x')
      await put(domain, alice, '/class/gone.txt', 'x')
      await discard(alice, '/class/gone.txt')
      expect(await told(bob)).toHaveLength(3)
      world.pass(10)
      await addMember(domain, SYSTEM, { person: 'carol', group: 'maths' })
      world.pass(10)
      expect(await told(carol)).toEqual([])
      await put(domain, alice, '/class/b.txt', 'x')
      expect(await told(carol)).toEqual(['alice create b.txt /class/b.txt'])
      await removeMember(domain, SYSTEM, { person: 'carol', group: 'maths' })
      expect(await told(carol)).toEqual([])
    })

    test('numbers stay, grow, and lead from page to page', async () => {
      for (const name of ['a', 'b', 'c']) await put(domain, bob, `/${name}`, name)
      const own = await list(bob)
      await give('/class', bob)
      for (let i = 0; i < 40; i++) {
        await put(domain, i % 3 === 0 ? bob : alice, i % 3 === 0 ? `/own${i}` : `/class/f${i}`, `${i}`)
        if (i % 4 === 0) world.pass(1)
        if (i % 7 === 0) await list(bob)
      }
      const all = await list(bob)
      expect(all).toHaveLength(43)
      expect(all.slice(-3).map(({ id }) => id)).toEqual(own.map(({ id }) => id))
      const ids = all.map(({ id }) => id)
      expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => b - a))
      expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted((a, b) => b - a))
      await put(domain, alice, '/class/last', 'x')
      const [last, ...rest] = await list(bob)
      expect(rest).toEqual(all)
      expect(last!.id).toBeGreaterThan(all[0]!.id)
      for (const order of ['newest-first', 'oldest-first'] as const) {
        const paged: Activity[] = []
        for (let since = 0; ; since = paged.at(-1)!.id) {
          const page = await list(bob, { since, order, limit: 7 })
          paged.push(...page)
          if (page.length < 7) break
        }
        expect(paged).toEqual(order === 'newest-first' ? [last, ...rest] : [last, ...rest].toReversed())
      }
      await expect(list(bob, { since: last!.id + 1 })).rejects.toEqual(
        expect.objectContaining(refusal('not-permitted', 'activity-since')),
      )
    })

    test('two who ask at once are told the same', async () => {
      await give('/class', bob)
      for (let i = 0; i < 20; i++) await put(domain, alice, `/class/f${i}`, 'x')
      const answers = await Promise.all(Array.from({ length: 8 }, () => list(bob)))
      for (const answer of answers) expect(answer).toEqual(answers[0])
      expect(answers[0]).toHaveLength(20)
    })

    test('a change writes nothing for those who are told of it', async () => {
      await give('/class', bob)
      await give('/class', carol)
      await put(domain, alice, '/class/a.txt', 'x')
      expect(await runs()).toBe(0)
      await told(bob)
      const asked = await runs()
      expect(asked).toBeGreaterThan(0)
      await put(domain, alice, '/class/b.txt', 'x')
      expect(await runs()).toBe(asked)
      expect(await told(alice)).toHaveLength(6)
      expect(await runs()).toBe(asked)
    })

    test('long logs are numbered in slices, and what lies far back is found', async () => {
      await give('/class', bob)
      await put(domain, alice, '/class/first.txt', 'x')
      const row = 'space, at, actor, verb, node, to_parent, to_name'
      const lines = 9_000
      await domain.records.write(
        [(await domain.records.read((reader) => rootOf(reader, 'alice'))).space],
        async (writer) => {
          const { space } = await rootOf(writer, 'alice')
          await writer.run(
            `INSERT INTO change (seq, ${row}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${lines})
            SELECT s.seq + i, ${row.replace('space', 'c.space')} FROM change c, n, space s
            WHERE c.space = ? AND s.id = c.space AND c.to_name = 'private.txt'`,
            space,
          )
          await writer.run(`UPDATE space SET seq = seq + ${lines} WHERE id = ?`, space)
        },
      )
      await put(domain, alice, '/class/last.txt', 'x')
      const shownNow = ['alice create last.txt /class/last.txt', 'alice create first.txt /class/first.txt']
      expect(await told(bob)).toEqual(shownNow)
      expect(await told(bob, { order: 'oldest-first', limit: 1 })).toEqual([shownNow[1]])
    })

    test('numbers go with the lines that are trimmed, with people and with spaces', async () => {
      await put(domain, bob, '/old.txt', 'x')
      await give('/class', bob)
      await put(domain, alice, '/class/a.txt', 'x')
      expect(await told(bob)).toHaveLength(2)
      world.pass(400 * DAY)
      await put(domain, alice, '/class/b.txt', 'x')
      await put(domain, alice, '/class/c.txt', 'x')
      const [newest] = await list(bob)
      await trimLog(domain)
      const left = ['alice create c.txt /class/c.txt', 'alice create b.txt /class/b.txt']
      expect((await told(bob)).slice(0, 2)).toEqual(left)
      expect((await list(bob))[0]).toEqual(newest)
      world.pass(400 * DAY)
      await put(domain, alice, '/class/d.txt', 'x')
      await trimLog(domain)
      expect((await told(bob)).slice(0, 2)).toEqual(['alice create d.txt /class/d.txt', left[0]])
      await removePerson(domain, SYSTEM, 'bob')
      expect(await runs()).toBe(0)
    })
  })
}
