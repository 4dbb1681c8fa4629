import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { giveShare } from '../../../../test/rigs/shares.ts'
import { folder, names, openWorld, put, statOf, type World } from '../../../../test/rigs/world.ts'
import { type Member, SYSTEM } from '../../vocabulary/actor.ts'
import { ALL, READ, UPDATE } from '../../vocabulary/permissions.ts'
import { addGroup } from '../accounts/groups/change.ts'
import { addMember, removeMember } from '../accounts/groups/members.ts'
import { changePerson } from '../accounts/people/change.ts'
import type { Domain } from '../domain.ts'
import { readPage } from '../files/list.ts'
import { move } from '../files/move.ts'
import { remove } from '../files/remove.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { setSetting } from '../settings/set.ts'
import { removeShare } from '../shares/remove.ts'
import { updateShare } from '../shares/update.ts'
import { restore } from '../trash/restore.ts'
import { readView, type View } from './view.ts'

const hold = NO_HOLD
const wish = { overwrite: false, hold }

const told = ({ places, within }: View) => ({
  places: [...places].map(([place, { mount, permissions, since }]) => [
    place,
    mount.node,
    permissions,
    since,
  ]),
  within: [...within],
})

/** What is remembered of what somebody sees, in one process, while another one writes. */
export function viewsSuite(engine: string): void {
  describe(`views beside other processes: ${engine}`, () => {
    let world: World
    let domain: Domain
    let neighbour: Domain
    let alice: Member
    let bob: Member
    let carol: Member
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
      neighbour = await world.neighbour()
      alice = await world.person('alice')
      bob = await world.person('bob')
      carol = await world.person('carol')
      for (const path of ['/class', '/class/maths', '/private']) await folder(domain, alice, path)
      await put(domain, alice, '/class/maths/one.txt', 'one')
      await folder(domain, bob, '/mine')
      await addGroup(domain, SYSTEM, { id: 'staff' })
    })
    afterEach(() => world?.close())

    const view = (person = 'bob') => neighbour.records.read((reader) => readView(reader, person, world.now()))
    /** As who remembers nothing sees it. */
    const afresh = (person = 'bob') =>
      domain.records.survey((reader) => readView(reader, person, world.now()))
    const page = { facets: [], now: 0, members: false }
    const etag = async () =>
      (await neighbour.records.read((reader) => readPage(reader, bob, [], { ...page, now: world.now() })))
        .self.etag
    const give = async (from: Member, path: string, recipient: string, kind: 0 | 1 = 0) =>
      giveShare(domain, {
        ...{ node: (await statOf(domain, from, path)).node.id, sharer: from.person, recipient, kind },
        permissions: ALL,
      })
    const moved = (who: Member, from: string, to: string) => move(domain, who, names(from), names(to), wish)
    const switched = (scope: 'instance' | 'academy' | 'group', subject: string, value: string | null) =>
      setSetting(domain, SYSTEM, { scope, subject }, 'sharing.enabled', value)

    test('whatever is given, taken, moved, deleted or switched is seen with the next look, and changes the etag', async () => {
      let deleted = 0
      const shares: number[] = []
      const given = async (path: string) => shares.push(await give(alice, path, 'bob'))
      const acts: readonly [what: string, act: () => Promise<unknown>][] = [
        ['a first share', () => given('/class')],
        ['less of it', () => updateShare(domain, alice, shares[0]!, { permissions: READ })],
        ['more of it', () => updateShare(domain, alice, shares[0]!, { permissions: READ | UPDATE })],
        ['another of the same space', () => given('/private')],
        ['one more inside', () => give(alice, '/class/maths', 'bob')],
        ['its own name for it', () => moved(bob, '/private', '/secret')],
        ['its own place for it', () => moved(bob, '/secret', '/mine/secret')],
        ['one’s own folder above it', () => moved(bob, '/mine', '/ours')],
        [
          'the sharer deletes',
          async () => {
            deleted = world.now()
            await remove(domain, alice, names('/private'), { hold })
          },
        ],
        ['and brings it back', () => restore(domain, alice, 'private', deleted, [])],
        ['an end', () => removeShare(domain, alice, shares[1]!)],
        ['to a group, before one belongs to it', () => give(alice, '/private', 'staff', 1)],
        ['joined', () => addMember(domain, SYSTEM, { person: 'bob', group: 'staff' })],
        ['left', () => removeMember(domain, SYSTEM, { person: 'bob', group: 'staff' })],
        ['switched off for all', () => switched('instance', '', 'no')],
        ['switched on for all', () => switched('instance', '', null)],
        ['to whoever passes it on', () => give(alice, '/private', 'carol')],
        ['passed on', () => give(carol, '/private', 'bob')],
        ['who passed it on has it no longer', () => remove(domain, alice, names('/private'), { hold })],
        ['an academy', () => changePerson(domain, SYSTEM, 'alice', { academy: 'Lyon' })],
        ['switched off for an academy', () => switched('academy', 'Lyon', 'no')],
        ['which is left', () => changePerson(domain, SYSTEM, 'alice', { academy: '' })],
      ]
      let before = told(await view())
      let last = await etag()
      for (const [what, act] of acts) {
        await act()
        const now = told(await view())
        expect(now, what).toEqual(told(await afresh()))
        const shown = await etag()
        const isSame = JSON.stringify(now) === JSON.stringify(before)
        if (!isSame) expect(shown, what).not.toBe(last)
        before = now
        last = shown
        // The second look is the remembered one.
        expect(told(await view()), what).toEqual(now)
        world.pass(1)
      }
    })
  })
}
