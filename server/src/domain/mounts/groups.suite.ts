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
import { ALL, DOWNLOAD, READ } from '../../vocabulary/permissions.ts'
import { addGroup, removeGroup } from '../accounts/groups/change.ts'
import { addMember, removeMember } from '../accounts/groups/members.ts'
import { addPerson } from '../accounts/people/add.ts'
import { removePerson } from '../accounts/people/remove.ts'
import type { Domain } from '../domain.ts'
import { handOver } from '../files/hand-over.ts'
import { move } from '../files/move.ts'
import { remove } from '../files/remove.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { setSetting } from '../settings/set.ts'
import { comeBack, listUnseen } from './come-back.ts'
import { forgetMounts } from './forget.ts'
import { LEFT } from './mount.ts'
import { placeGroups } from './place-group.ts'

const hold = NO_HOLD
const DAY = 24 * 3600

/** What is shared with a group stands with each of its members, whoever comes and goes. */
export function groupsSuite(engine: string): void {
  describe(`shares with groups: ${engine}`, () => {
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
      await addGroup(domain, SYSTEM, { id: '3B' })
      for (const { person } of [alice, bob]) await addMember(domain, SYSTEM, { group: '3B', person })
      await folder(domain, alice, '/class')
      await put(domain, alice, '/class/one.txt', 'one')
    })
    afterEach(async () => {
      expect(await world?.faults()).toEqual([])
      await world?.close()
    })
    const give = async (group = '3B', permissions = ALL) => {
      const { node } = await statOf(domain, alice, '/class')
      return await giveShare(domain, {
        node: node.id,
        sharer: 'alice',
        recipient: group,
        kind: 1,
        permissions,
      })
    }
    const join = (who: Member, group = '3B') => addMember(domain, SYSTEM, { group, person: who.person })
    const quit = (who: Member, group = '3B') => removeMember(domain, SYSTEM, { group, person: who.person })
    const rename = (who: Member, from: string, to: string) =>
      move(domain, who, names(from), names(to), { overwrite: false, hold })
    const count = async (sql: string) =>
      (await domain.records.get<{ count: number }>(`SELECT count(*) AS count FROM ${sql}`))!.count
    const unseenBy = (who: Member) =>
      domain.records.read((reader) => listUnseen(reader, who.person, LEFT, world.now()))

    test('all members see it at once, the one who shares it once, others not at all', async () => {
      await give()
      expect(await membersOf(domain, bob, '/')).toEqual(['class'])
      expect(await membersOf(domain, alice, '/')).toEqual(['class'])
      expect(await membersOf(domain, carol, '/')).toEqual([])
      await put(domain, bob, '/class/two.txt', 'two')
      expect(await textOf(domain, alice, '/class/two.txt')).toBe('two')
    })

    test('whoever joins sees it at once; whoever leaves does not, and finds it as it was when they return', async () => {
      await give()
      await join(carol)
      expect(await membersOf(domain, carol, '/')).toEqual(['class'])
      await folder(domain, carol, '/mine')
      await rename(carol, '/class', '/mine/6e')
      await quit(carol)
      expect(await membersOf(domain, carol, '/mine')).toEqual([])
      const root = (await statOf(domain, carol, '/')).etag
      await join(carol)
      expect(await membersOf(domain, carol, '/mine')).toEqual(['6e'])
      expect((await statOf(domain, carol, '/')).etag).not.toBe(root)
    })

    test('somebody who comes with their groups sees what those were given', async () => {
      await give()
      await addPerson(domain, SYSTEM, { id: 'dora', groups: ['3B'] })
      const dora: Member = { kind: 'member', person: 'dora', admin: false }
      expect(await membersOf(domain, dora, '/')).toEqual(['class'])
      await removePerson(domain, SYSTEM, 'dora')
      expect(await count("mount WHERE person = 'dora'")).toBe(0)
    })

    test('whoever joins while others share with their groups sees all of it, once', async () => {
      await addGroup(domain, SYSTEM, { id: 'all' })
      const people = []
      for (let i = 0; i < 8; i++) people.push(await world.person(`pupil${i}`))
      await Promise.all(people.map((one) => join(one, 'all')))
      await folder(domain, alice, '/plan')
      const { node } = await statOf(domain, alice, '/plan')
      const share = { node: node.id, sharer: 'alice', kind: 1, permissions: READ } as const
      await give()
      await Promise.all([
        ...people.map((one) => join(one)),
        give('all'),
        giveShare(domain, { ...share, recipient: '3B' }),
      ])
      for (const one of people) expect(await membersOf(domain, one, '/')).toEqual(['class', 'plan'])
    })

    test('what has the name already is not hidden, and no two of them clash', async () => {
      await put(domain, bob, '/class', 'a file')
      await give()
      expect(await membersOf(domain, bob, '/')).toEqual(['class', 'class (2)'])
      expect(await textOf(domain, bob, '/class')).toBe('a file')
      expect(await textOf(domain, bob, '/class (2)/one.txt')).toBe('one')
    })

    test('by two groups it is seen once, with what both give, until both are gone', async () => {
      await addGroup(domain, SYSTEM, { id: 'maths' })
      await join(bob, 'maths')
      await give('3B', READ)
      await give('maths', READ | DOWNLOAD)
      expect(await membersOf(domain, bob, '/')).toEqual(['class'])
      expect((await statOf(domain, bob, '/class')).permissions).toBe(READ | DOWNLOAD)
      await quit(bob, 'maths')
      expect((await statOf(domain, bob, '/class')).permissions).toBe(READ)
      await removeGroup(domain, SYSTEM, '3B')
      expect(await membersOf(domain, bob, '/')).toEqual([])
      expect(await count('share')).toBe(1)
    })

    test('a member who leaves it loses it alone, and may have it back', async () => {
      await give()
      await join(carol)
      await remove(domain, bob, names('/class'), { hold })
      expect(await membersOf(domain, bob, '/')).toEqual([])
      expect(await membersOf(domain, carol, '/')).toEqual(['class'])
      const [unseen, ...more] = await unseenBy(bob)
      expect(more).toEqual([])
      expect(unseen).toMatchObject({ name: 'class', permissions: ALL })
      await domain.records.write([], (writer) => comeBack(writer, 'bob', unseen!.node, world.now()))
      expect(await membersOf(domain, bob, '/')).toEqual(['class'])
      await remove(domain, bob, names('/class'), { hold })
      await quit(bob)
      expect(await unseenBy(bob)).toEqual([])
    })

    test('a large group is placed by a job that may be cut off anywhere, and nobody is left out or seen to twice', {
      timeout: 120_000,
    }, async () => {
      const { root } = await domain.records
        .get<{ root: number }>('SELECT max(root) AS root FROM space')
        .then((row) => row!)
      expect(root).toBeGreaterThan(0)
      for (let i = 0; i < 600; i++)
        await addPerson(domain, SYSTEM, { id: `p${String(i).padStart(3, '0')}`, groups: ['3B'] })
      const person = (i: number): Member => ({ ...bob, person: `p${String(i).padStart(3, '0')}` })
      await put(domain, person(599), '/class', 'a file')
      const share = await give()
      expect(await count('mount')).toBe(249)
      expect(await membersOf(domain, person(100), '/')).toEqual(['class'])
      expect(await membersOf(domain, person(599), '/')).toEqual(['class'])
      // The process ends here; the job is found by the next.
      expect(await count("job WHERE kind = 'place'")).toBe(1)
      await remove(domain, person(3), names('/class'), { hold })
      await Promise.all([placeGroups(domain), placeGroups(domain)])
      expect(await count('mount')).toBe(601)
      expect(await count("job WHERE kind = 'place'")).toBe(0)
      expect(await membersOf(domain, person(599), '/')).toEqual(['class', 'class (2)'])
      expect(await membersOf(domain, person(3), '/')).toEqual([])
      await put(domain, person(400), '/class/by 400.txt', '400')
      expect(await textOf(domain, person(20), '/class/by 400.txt')).toBe('400')
      expect(share).toBeGreaterThan(0)
    })

    describe('where a folder for arrivals is wished', () => {
      const wish = (value: string | null, scope: 'instance' | 'person' = 'person', subject = 'bob') =>
        setSetting(
          domain,
          SYSTEM,
          { scope, subject: scope === 'instance' ? '' : subject },
          'sharing.arrivals',
          value,
        )
      const PLACE = 'Partagés avec moi'

      test('what is given stands there, by name or by group, at once or on joining; others find it in their root', async () => {
        await wish(PLACE)
        await join(carol)
        await give()
        expect(await membersOf(domain, bob, '/')).toEqual([PLACE])
        expect(await membersOf(domain, bob, `/${PLACE}`)).toEqual(['class'])
        expect(await membersOf(domain, carol, '/')).toEqual(['class'])
        await folder(domain, carol, '/class of carol')
        await world.share(carol, '/class of carol', alice)
        const { node } = await statOf(domain, carol, '/class of carol')
        await giveShare(domain, { node: node.id, sharer: 'carol', recipient: 'bob' })
        expect(await membersOf(domain, bob, `/${PLACE}`)).toEqual(['class', 'class of carol'])
        expect(await textOf(domain, bob, `/${PLACE}/class/one.txt`)).toBe('one')
        await quit(bob)
        await addPerson(domain, SYSTEM, { id: 'dora' })
        const dora: Member = { kind: 'member', person: 'dora', admin: false }
        await wish('Reçus', 'instance')
        await join(dora)
        expect(await membersOf(domain, dora, '/Reçus')).toEqual(['class'])
      })

      test('the folder is nobody’s way to hide or to show anything', async () => {
        await wish(PLACE)
        await put(domain, bob, `/${PLACE}`, 'a file')
        await give()
        expect(await membersOf(domain, bob, '/')).toEqual([PLACE, 'class'])
        await rename(bob, `/${PLACE}`, '/file')
        await folder(domain, bob, `/${PLACE}`)
        await world.share(bob, `/${PLACE}`, carol)
        await folder(domain, alice, '/more')
        const { node } = await statOf(domain, alice, '/more')
        await giveShare(domain, { node: node.id, sharer: 'alice', recipient: 'bob' })
        expect(await membersOf(domain, bob, '/')).toEqual([PLACE, 'class', 'file', 'more'])
        expect(await membersOf(domain, carol, `/${PLACE}`)).toEqual([])
      })

      test('it may be moved away and given away with all that stands in it', async () => {
        await wish(PLACE)
        await give()
        await handOver(domain, SYSTEM, { from: 'bob', to: 'carol', path: [PLACE] })
        expect(await membersOf(domain, bob, '/')).toEqual(['class'])
        expect(await membersOf(domain, carol, `/${PLACE}`)).toEqual([])
      })

      test('no name that could not be given is taken', async () => {
        for (const bad of ['a/b', '..', 'con', 'x'.repeat(300)])
          await expect(wish(bad)).rejects.toMatchObject(refusal('bad-request'))
        await wish('/')
        await give()
        expect(await membersOf(domain, bob, '/')).toEqual(['class'])
      })
    })

    test('what nobody shares with them any more is forgotten after thirty days, and not before', async () => {
      const share = await give()
      await domain.records.write([], (writer) => writer.run('DELETE FROM share WHERE id = ?', share))
      await forgetMounts(domain)
      world.pass(29 * DAY)
      await forgetMounts(domain)
      expect(await count('mount')).toBe(1)
      await give()
      world.pass(2 * DAY)
      await forgetMounts(domain)
      expect(await membersOf(domain, bob, '/')).toEqual(['class'])
      await quit(bob)
      await forgetMounts(domain)
      world.pass(31 * DAY)
      await forgetMounts(domain)
      expect(await count('mount')).toBe(0)
    })
  })
}
