import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { giveShare } from '../../../../../test/rigs/shares.ts'
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
} from '../../../../../test/rigs/world.ts'
import { type Member, SYSTEM } from '../../../vocabulary/actor.ts'
import { disablePerson } from '../../accounts/people/enable.ts'
import { removePerson } from '../../accounts/people/remove.ts'
import { examine } from '../../doctor/examine.ts'
import type { Domain } from '../../domain.ts'
import { remove } from '../../files/remove.ts'
import { enterLink } from '../../links/enter.ts'
import { NO_HOLD } from '../../locks/lock.ts'
import { roomIn } from '../../quota/room.ts'
import { createShare } from '../../shares/create.ts'
import { listTrash } from '../../trash/list.ts'
import { purgeRows } from '../../trash/purge-rows.ts'
import { restore } from '../../trash/restore.ts'
import { listVersions } from '../../versions/list.ts'
import { purgeSpaces } from '../purge.ts'
import { handOverSpace, resumeHandOvers } from './hand-over.ts'

const hold = NO_HOLD

/** Somebody leaves, and a colleague goes on with what they had. */
export function handOverSuite(engine: string): void {
  describe(`a whole space handed over: ${engine}`, () => {
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
      carol = await world.person('carol', 1_000)
      for (const path of ['/cours', '/cours/maths', '/box', '/gone']) await folder(domain, alice, path)
      await put(domain, alice, '/cours/maths/one.txt', 'first')
      world.pass(2)
      await put(domain, alice, '/cours/maths/one.txt', 'second!')
      await put(domain, alice, '/loose.txt', 'loose')
      await put(domain, alice, '/gone/inner.txt', 'inner')
    })
    afterEach(async () => {
      expect(await world?.faults()).toEqual([])
      const findings: unknown[] = []
      await examine(domain, { deep: false, found: (finding) => findings.push(finding) })
      expect(findings).toEqual([])
      await world?.close()
    })
    const idOf = async (who: Member, path: string) => (await statOf(domain, who, path)).node.id
    const hand = (more: { dryRun?: boolean } = {}, at: Domain = domain) =>
      handOverSpace(at, SYSTEM, { from: 'alice', to: 'carol', ...more })
    const count = async (rest: string, ...values: (string | number)[]): Promise<number> =>
      (await domain.records.get<{ count: number }>(`SELECT count(*) AS count FROM ${rest}`, ...values))!.count
    const link = async (path: string, permissions: number) => {
      const share = await createShare(domain, alice, { path: names(path), kind: 3, permissions })
      const { token } = (await domain.records.get<{ token: string }>(
        'SELECT token FROM link WHERE share = ?',
        share.id,
      ))!
      return { share: share.id, token }
    }

    test('goes with ids, versions, shares, links, boxes and trash; its old owner may then be removed', async () => {
      await world.share(alice, '/cours/maths', bob)
      const made = [await link('/cours', 1), await link('/box', 4)]
      const paths = ['/cours', '/cours/maths/one.txt', '/loose.txt', '/box']
      const ids = await Promise.all(paths.map((path) => idOf(alice, path)))
      const [deleted] = [world.now()]
      await remove(domain, alice, names('/gone/inner.txt'), { hold })
      await remove(domain, alice, names('/gone'), { hold })
      const size = (await statOf(domain, alice, '/')).node.size
      const told = await hand()
      expect(told).toMatchObject({
        ...{ from: 'alice', to: 'carol', folder: 'alice', files: 2, folders: 3, bytes: size },
        ...{ shares: 1, links: 2, boxes: 1, trashed: 2, received: 0, passedOn: 0 },
      })
      expect(await membersOf(domain, carol, '/')).toEqual(['alice'])
      expect(await membersOf(domain, carol, '/alice')).toEqual(['box', 'cours', 'loose.txt'])
      for (const [i, path] of paths.entries()) expect(await idOf(carol, `/alice${path}`)).toBe(ids[i])
      expect((await listVersions(domain, carol, ids[1]!)).held.map((one) => one.size)).toEqual([7, 5])
      expect(
        (
          await domain.records.read(async (reader) =>
            roomIn(reader, (await statOf(domain, carol, '/')).node.space),
          )
        ).used,
      ).toBe(size)
      expect(await membersOf(domain, alice, '/')).toEqual([])
      expect(await listTrash(domain, alice)).toEqual([])
      expect((await listTrash(domain, carol)).map((one) => [one.location, one.deletedBy])).toEqual([
        ['alice/gone', 'alice'],
        ['alice/gone/inner.txt', 'alice'],
      ])
      await disablePerson(domain, SYSTEM, 'alice')
      await removePerson(domain, SYSTEM, 'alice')
      await purgeSpaces(domain)
      await purgeRows(domain)
      await restore(domain, carol, 'gone', deleted, [])
      await restore(domain, carol, 'inner.txt', deleted, [])
      expect(await textOf(domain, carol, '/alice/gone/inner.txt')).toBe('inner')
      expect(await textOf(domain, bob, '/maths/one.txt')).toBe('second!')
      await put(domain, bob, '/maths/by bob.txt', 'bob')
      expect(await textOf(domain, carol, '/alice/cours/maths/by bob.txt')).toBe('bob')
      const [shown, drop] = await Promise.all(
        made.map(({ token }) => enterLink(domain, token, { place: '' })),
      )
      expect(shown).toMatchObject({ actor: { kind: 'link-visitor', root: ids[0] } })
      expect(drop).toMatchObject({ actor: { kind: 'drop-visitor', root: ids[3] } })
      expect(await count('share WHERE sharer = ?', 'carol')).toBe(3)
    })

    test('what is said before is what is done, and does nothing', async () => {
      await folder(domain, bob, '/theirs')
      await world.share(bob, '/theirs', alice)
      await giveShare(domain, { node: await idOf(bob, '/theirs'), sharer: 'alice', recipient: 'carol' })
      const before = await count('change')
      const told = await hand({ dryRun: true })
      expect(told).toMatchObject({ folder: '', files: 3, folders: 4, received: 1, passedOn: 1 })
      expect([await count('change'), await count('job')]).toEqual([before, 0])
      expect(await hand()).toEqual({ ...told, folder: 'alice' })
      expect(await membersOf(domain, alice, '/')).toEqual(['theirs'])
    })

    test('what its new owner had received of it is their own now, and seen once', async () => {
      await world.share(alice, '/cours', carol)
      await hand()
      expect(await membersOf(domain, carol, '/')).toEqual(['alice'])
      expect(await statOf(domain, carol, '/alice/cours/maths')).toMatchObject({ mount: null })
      expect(await count('mount')).toBe(0)
    })

    test('is refused before anything is done where there is no room, no such person, or no right', async () => {
      await put(domain, alice, '/big.bin', 'x'.repeat(1_200))
      await expect(hand()).rejects.toMatchObject(refusal('over-quota'))
      await expect(handOverSpace(domain, SYSTEM, { from: 'alice', to: 'nobody' })).rejects.toMatchObject(
        refusal('not-found'),
      )
      await expect(handOverSpace(domain, SYSTEM, { from: 'alice', to: 'ALICE' })).rejects.toMatchObject(
        refusal('bad-request', 'hand-over-self'),
      )
      await expect(handOverSpace(domain, alice, { from: 'alice', to: 'bob' })).rejects.toMatchObject(
        refusal('not-permitted'),
      )
      await disablePerson(domain, SYSTEM, 'bob')
      await expect(handOverSpace(domain, SYSTEM, { from: 'alice', to: 'bob' })).rejects.toMatchObject(
        refusal('bad-request', 'hand-over-disabled'),
      )
      expect(await membersOf(domain, alice, '/')).toEqual(['big.bin', 'box', 'cours', 'gone', 'loose.txt'])
      expect([await count('job'), await count("audit WHERE verb = 'space.hand-over'")]).toEqual([0, 0])
    })

    test('goes on where it was cut off, in one process only, and nobody is removed meanwhile', async () => {
      let steps = 0
      const cut: Domain = {
        ...domain,
        records: new Proxy(domain.records, {
          get(records, name) {
            const value = Reflect.get(records, name, records) as unknown
            if (name !== 'write') return typeof value === 'function' ? value.bind(records) : value
            return (...args: Parameters<typeof records.write>) =>
              ++steps > 3 ? Promise.reject(new Error('cut off')) : records.write(...args)
          },
        }),
      }
      await expect(hand({}, cut)).rejects.toThrow('cut off')
      expect(await membersOf(domain, alice, '/')).toHaveLength(2)
      expect(await membersOf(domain, carol, '/alice')).toHaveLength(2)
      await expect(hand()).rejects.toMatchObject(refusal('busy', 'handing-over'))
      for (const person of ['alice', 'carol'])
        await expect(removePerson(domain, SYSTEM, person)).rejects.toMatchObject(refusal('busy'))
      await resumeHandOvers(domain)
      expect(await membersOf(domain, alice, '/')).toHaveLength(2)
      world.pass(61)
      await expect(handOverSpace(domain, SYSTEM, { from: 'alice', to: 'bob' })).rejects.toMatchObject(
        refusal('busy'),
      )
      await Promise.all([resumeHandOvers(domain), resumeHandOvers(domain)])
      expect(await membersOf(domain, alice, '/')).toEqual([])
      expect(await membersOf(domain, carol, '/')).toEqual(['alice'])
      expect(await membersOf(domain, carol, '/alice')).toEqual(['box', 'cours', 'gone', 'loose.txt'])
      expect(await count('job')).toBe(0)
      expect(await count("audit WHERE verb = 'space.hand-over'")).toBe(1)
      expect(await count("audit WHERE verb = 'space.handed-over'")).toBe(1)
      expect(await count("notification WHERE kind = 'space-handed-over' AND person = 'carol'")).toBe(1)
      await removePerson(domain, SYSTEM, 'alice')
    })
  })
}
