import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { folder, names, openWorld, put, statOf, textOf, type World } from '../../../../test/rigs/world.ts'
import { type Member, SYSTEM } from '../../vocabulary/actor.ts'
import { listActivity } from '../activity/list.ts'
import type { Domain } from '../domain.ts'
import { remove } from '../files/remove.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { rollBack } from '../rollback/roll-back.ts'
import { searchNames } from '../search/search-names.ts'
import { setSetting } from '../settings/set.ts'
import { rootOf } from '../spaces/root.ts'
import { sweepGarbage } from '../sweep/sweep.ts'
import { listTrash } from '../trash/list.ts'
import { purgeRows } from '../trash/purge-rows.ts'
import { restore } from '../trash/restore.ts'
import { labelVersion } from '../versions/change.ts'
import { clearVersions } from '../versions/clear.ts'
import { listVersions } from '../versions/list.ts'
import { expireTrash } from './expire-trash.ts'
import { makeRoom } from './make-room.ts'
import { thinVersions } from './thin.ts'
import { trimLog } from './trim-log.ts'

const HOUR = 3600
const DAY = 24 * HOUR

/** How long what was deleted or replaced is kept, and what gives way to what. */
export function retentionSuite(engine: string): void {
  describe(`retention: ${engine}`, () => {
    let world: World
    let domain: Domain
    let alice: Member
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
      alice = await world.person('alice', 10_000)
    })
    afterEach(async () => {
      expect(await world?.faults()).toEqual([])
      await world?.close()
    })
    const discard = (path: string) => remove(domain, alice, names(path), { hold: NO_HOLD })
    const set = (name: string, value: string) =>
      setSetting(domain, SYSTEM, { scope: 'person', subject: 'alice' }, name, value)
    const trash = async () => (await listTrash(domain, alice)).map((entry) => entry.name).sort()
    const held = async (path: string): Promise<string[]> => {
      const { node } = await statOf(domain, alice, path)
      const all = await listVersions(domain, alice, node.id)
      return all.held.slice(1).map((one) => String(one.size))
    }
    const space = async () => (await domain.records.read((reader) => rootOf(reader, 'alice'))).space
    /** As all jobs do in their time. */
    async function keepHouse(): Promise<void> {
      await expireTrash(domain)
      await thinVersions(domain)
      await makeRoom(domain)
      await purgeRows(domain)
      world.pass(HOUR)
      await sweepGarbage(domain)
      await sweepGarbage(domain)
    }

    test('what was deleted goes after so many days, and never within the time of roll backs', async () => {
      await set('trash.days', '5')
      await set('rollback.days', '3')
      await folder(domain, alice, '/f')
      await put(domain, alice, '/f/old.txt', 'old')
      await put(domain, alice, '/late.txt', 'late')
      await discard('/f')
      world.pass(3 * DAY)
      await discard('/late.txt')
      await keepHouse()
      expect(await trash()).toEqual(['f', 'late.txt'])
      world.pass(2 * DAY + HOUR)
      await keepHouse()
      expect(await trash()).toEqual(['late.txt'])
      await set('rollback.days', '30')
      world.pass(20 * DAY)
      await keepHouse()
      expect(await trash()).toEqual(['late.txt'])
      await set('rollback.days', '0')
      await set('trash.days', 'forever')
      await keepHouse()
      expect(await trash()).toEqual(['late.txt'])
    })

    test('versions are thinned to the last of each day, then go; those with a name stay', async () => {
      await set('rollback.days', '2')
      await set('versions.days', '10')
      // Sizes tell which is which: the hour of four days, from four in the morning on.
      const body = (day: number, hour: number) => 'x'.repeat(day * 100 + hour)
      for (let day = 1; day <= 4; day++) {
        for (let hour = 1; hour <= 3; hour++) {
          await put(domain, alice, '/x.txt', body(day, hour))
          world.pass(HOUR)
        }
        world.pass(DAY - 3 * HOUR)
      }
      const { node } = await statOf(domain, alice, '/x.txt')
      const all = await listVersions(domain, alice, node.id)
      await labelVersion(domain, alice, node.id, all.held.find((one) => one.size === 202)!.stamp, 'good')
      await keepHouse()
      // The first of all may have lasted for days; of the last two days everything is there.
      expect(await held('/x.txt')).toEqual(['402', '401', '303', '302', '301', '203', '202', '103', '101'])
      world.pass(2 * DAY)
      await keepHouse()
      expect(await held('/x.txt')).toEqual(['303', '203', '202', '103', '101'])
      world.pass(10 * DAY)
      await keepHouse()
      expect(await held('/x.txt')).toEqual(['202'])
      expect(await textOf(domain, alice, '/x.txt')).toBe(body(4, 3))
    })

    test('within the time of roll backs any minute comes back, however much was thinned', async () => {
      await set('rollback.days', '7')
      await set('trash.days', '1')
      await set('versions.days', '1')
      await folder(domain, alice, '/f')
      await put(domain, alice, '/f/gone.txt', 'deleted later')
      const minutes: { at: number; text: string }[] = []
      for (let i = 0; i < 6; i++) {
        await put(domain, alice, '/f/x.txt', `text ${i}`)
        world.pass(600)
        minutes.push({ at: world.now(), text: `text ${i}` })
      }
      await discard('/f/gone.txt')
      world.pass(6 * DAY)
      await keepHouse()
      for (const { at, text } of [...minutes].reverse()) {
        expect((await rollBack(domain, alice, { space: await space(), path: [], at })).lost).toEqual([])
        expect(await textOf(domain, alice, '/f/x.txt')).toBe(text)
        expect(await textOf(domain, alice, '/f/gone.txt')).toBe('deleted later')
        world.pass(60)
      }
    })

    describe('the change log', () => {
      const log = async (): Promise<{ count: number; least: number }> =>
        (await domain.records.get(
          'SELECT count(*) AS count, min(seq) AS least FROM change WHERE space = ?',
          await space(),
        ))!
      const told = async (order: 'newest-first' | 'oldest-first') =>
        (await listActivity(domain, alice, { since: 0, order, limit: 100 })).activities.map(
          ({ name }) => name,
        )
      const found = async (term: string) =>
        (await searchNames(domain, alice, { term, first: 0, limit: 10 })).found.map(({ entry }) => entry.name)

      test('is kept as long as activity and roll backs reach back, and one line more', async () => {
        await set('activity.days', '20')
        for (const name of ['a1', 'a2', 'a3']) await put(domain, alice, `/${name}`, name)
        world.pass(10 * DAY)
        await put(domain, alice, '/b', 'then')
        world.pass(15 * DAY)
        await put(domain, alice, '/b', 'now')
        expect(await trimLog(domain)).toBe(2)
        expect(await log()).toEqual({ count: 3, least: 3 })
        expect(await trimLog(domain)).toBe(0)
        expect(await told('newest-first')).toEqual(['b', 'b', 'a3'])
        expect(await told('oldest-first')).toEqual(['a3', 'b', 'b'])
        const at = world.now() - 14 * DAY
        expect((await rollBack(domain, alice, { space: await space(), path: [], at })).lost).toEqual([])
        expect(await textOf(domain, alice, '/b')).toBe('then')
        await set('rollback.days', '30')
        await set('activity.days', '1')
        world.pass(3 * DAY)
        expect(await trimLog(domain)).toBe(0)
        await set('rollback.days', '0')
        world.pass(DAY)
        await trimLog(domain)
        expect((await log()).count).toBe(1)
        await set('activity.days', 'forever')
        world.pass(1_000 * DAY)
        expect(await trimLog(domain)).toBe(0)
      })

      test('a long one is trimmed in slices, and read from its beginning at once', async () => {
        await put(domain, alice, '/old', 'old')
        const row = 'space, at, actor, verb, node, to_parent, to_name'
        const lines = 2_500
        await domain.records.write([await space()], async (writer) => {
          await writer.run(
            `INSERT INTO change (seq, ${row}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${lines})
              SELECT seq + i, ${row} FROM change, n WHERE space = ? AND seq = 1`,
            await rootOf(writer, 'alice').then((root) => root.space),
          )
          await writer.run(`UPDATE space SET seq = seq + ${lines} WHERE owner = 'alice'`)
        })
        world.pass(400 * DAY)
        await put(domain, alice, '/new', 'new')
        expect(await trimLog(domain)).toBe(lines)
        expect(await log()).toEqual({ count: 2, least: lines + 1 })
        expect(await told('oldest-first')).toEqual(['old', 'new'])
      })

      test('a search that has not followed it for so long finds everything nevertheless', async () => {
        await put(domain, alice, '/first', '1')
        expect(await found('first')).toEqual(['first'])
        for (const name of ['moved', 'second']) await put(domain, alice, `/${name}`, name)
        await discard('/first')
        world.pass(400 * DAY)
        await put(domain, alice, '/third', '3')
        await trimLog(domain)
        expect((await log()).count).toBe(2)
        expect(await found('second')).toEqual(['second'])
        expect(await found('moved')).toEqual(['moved'])
        expect(await found('third')).toEqual(['third'])
        expect(await found('first')).toEqual([])
        await put(domain, alice, '/fourth', '4')
        expect(await found('fourth')).toEqual(['fourth'])
        world.pass(400 * DAY)
        await trimLog(domain)
        expect(await found('fourth')).toEqual(['fourth'])
      })
    })

    test('trash and versions never keep a file out, and the oldest of both give way', async () => {
      for (let i = 0; i < 4; i++) {
        await put(domain, alice, `/big ${i}`, 'b'.repeat(3_000))
        await put(domain, alice, '/edited', `${i}`.repeat(1_000))
        await discard(`/big ${i}`)
        world.pass(60)
      }
      await put(domain, alice, '/full', 'f'.repeat(9_000))
      expect(await trash()).toEqual(['big 0', 'big 1', 'big 2', 'big 3'])
      // 12,000 in the trash and 3,000 of versions, in a room of 10,000.
      expect(await makeRoom(domain)).toBe(6_000)
      expect(await trash()).toEqual(['big 2', 'big 3'])
      expect(await held('/edited')).toEqual(['1000', '1000', '1000'])
      expect(await makeRoom(domain)).toBe(0)
      await set('history.share', '50%')
      await makeRoom(domain)
      expect(await trash()).toEqual(['big 3'])
      expect(await held('/edited')).toEqual(['1000', '1000'])
      await set('history.share', '0%')
      await makeRoom(domain)
      expect(await trash()).toEqual([])
      await purgeRows(domain)
    })

    test('without a quota nothing has to give way; a name is the last to go', async () => {
      await set('history.share', '10%')
      await put(domain, alice, '/x', 'a'.repeat(600))
      await put(domain, alice, '/x', 'b'.repeat(600))
      await put(domain, alice, '/x', 'c'.repeat(601))
      const { node } = await statOf(domain, alice, '/x')
      const { held: all } = await listVersions(domain, alice, node.id)
      await labelVersion(domain, alice, node.id, all.at(-1)!.stamp, 'the first')
      await makeRoom(domain)
      const left = await listVersions(domain, alice, node.id)
      expect(left.held.map((one) => [one.size, one.label])).toEqual([
        [601, ''],
        [600, 'the first'],
      ])
      await set('quota.default', 'unlimited')
      await put(domain, alice, '/y', 'y'.repeat(50_000))
      await discard('/y')
      expect(await makeRoom(domain)).toBe(0)
      const [entry] = await listTrash(domain, alice)
      await restore(domain, alice, 'y', entry!.deleted, [])
    })

    test('somebody clears what their files held before: named ones stay, and what is others’ or in the trash', async () => {
      const bob = await world.person('bob', 10_000)
      for (const who of [alice, bob])
        for (const text of ['a', 'bb', 'ccc']) {
          for (let i = 0; i < 3; i++) await put(domain, who, `/${i}.txt`, text)
          world.pass(60)
        }
      const { node } = await statOf(domain, alice, '/0.txt')
      const { held: all } = await listVersions(domain, alice, node.id)
      await labelVersion(domain, alice, node.id, all.at(-1)!.stamp, 'the first')
      await discard('/2.txt')
      expect(await clearVersions(domain, alice)).toBe(3)
      expect(await held('/0.txt')).toEqual(['1'])
      expect(await held('/1.txt')).toEqual([])
      expect(await textOf(domain, alice, '/1.txt')).toBe('ccc')
      expect(await clearVersions(domain, alice)).toBe(0)
      const theirs = await statOf(domain, bob, '/1.txt')
      expect((await listVersions(domain, bob, theirs.node.id)).held).toHaveLength(3)
      const [entry] = await listTrash(domain, alice)
      await restore(domain, alice, '2.txt', entry!.deleted, [])
      expect(await held('/2.txt')).toEqual(['2', '1'])
    })
  })
}
