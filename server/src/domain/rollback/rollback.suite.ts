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
import { FILE } from '../../vocabulary/node-kind.ts'
import type { Domain } from '../domain.ts'
import { copy } from '../files/copy.ts'
import { listDeep } from '../files/list.ts'
import { move } from '../files/move.ts'
import { remove } from '../files/remove.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { rootOf } from '../spaces/root.ts'
import { sweepGarbage } from '../sweep/sweep.ts'
import { listTrash } from '../trash/list.ts'
import { purge } from '../trash/purge.ts'
import { restore } from '../trash/restore.ts'
import { removeVersion } from '../versions/change.ts'
import { listVersions } from '../versions/list.ts'
import { type RollBackProgress, readProgress } from './progress.ts'
import { resumeRollBacks, rollBack, startRollBack } from './roll-back.ts'

const hold = NO_HOLD

/** A folder or a whole space as it was at some minute. */
export function rollbackSuite(engine: string): void {
  describe(`as it was then: ${engine}`, () => {
    let world: World
    let domain: Domain
    let alice: Member
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
      alice = await world.person('alice')
      for (const path of ['/a', '/a/deep', '/b', '/b/c']) await folder(domain, alice, path)
      for (const at of ['/a', '/a/deep', '/b', '/b/c'])
        for (let i = 0; i < 3; i++)
          await put(domain, alice, `${at}/${i}.txt`, `${at} ${i}`, { mtime: 1_700_000_000 + i })
      await put(domain, alice, '/empty.txt', '', { mtime: 1_600_000_000 })
      world.pass(60)
    })
    afterEach(async () => {
      expect(await world?.faults()).toEqual([])
      await world?.close()
    })

    const remove_ = (path: string) => remove(domain, alice, names(path), { hold })
    const move_ = (from: string, to: string, overwrite = false) =>
      move(domain, alice, names(from), names(to), { hold, overwrite })
    const space = async (): Promise<number> =>
      (await domain.records.read((reader) => rootOf(reader, 'alice'))).space
    const last = async (): Promise<RollBackProgress> => {
      const row = await domain.records.get<{ id: number }>('SELECT id FROM roll_back')
      return await readProgress(domain, alice, row!.id)
    }
    const back = async (at: number, path = '/') =>
      await rollBack(domain, alice, { space: await space(), path: names(path), at })

    /** Everything with its id, bytes and time. */
    async function all(): Promise<Record<string, string>> {
      const seen: Record<string, string> = {}
      for await (const page of listDeep(domain, alice, [], Number.POSITIVE_INFINITY, []))
        for (const { node, name } of page.members) {
          const at = `/${[...page.path, name].join('/')}`
          seen[at] =
            node.kind === FILE ? `${node.id} ${node.mtime} ${await textOf(domain, alice, at)}` : `${node.id}`
        }
      return seen
    }

    test('a wave of every kind is undone, ids and times included, and can be undone in its turn', async () => {
      const before = await all()
      const at = world.now()
      // Overwritten; renamed with a mark; encrypted beside and deleted; moved together; deleted with the folder.
      await put(domain, alice, '/a/0.txt', 'encrypted')
      await put(domain, alice, '/a/0.txt', 'encrypted twice')
      await put(domain, alice, '/empty.txt', 'not empty')
      await put(domain, alice, '/a/1.txt', 'encrypted')
      await move_('/a/1.txt', '/a/1.txt.locked')
      await put(domain, alice, '/a/2.txt.locked', 'encrypted')
      await remove_('/a/2.txt')
      await folder(domain, alice, '/READ ME')
      await move_('/a/deep', '/READ ME/deep')
      await put(domain, alice, '/READ ME/deep/0.txt', 'encrypted')
      await move_('/b/0.txt', '/READ ME/0.txt')
      await put(domain, alice, '/READ ME/ransom.txt', 'pay')
      await remove_('/b')
      world.pass(600)
      const done = await back(at)
      expect(await all()).toEqual(before)
      expect(done.lost).toEqual([])
      expect(done).toMatchObject({ moved: 3, reverted: 3, restored: 2, removed: 2, remade: 0 })
      const kept = await listTrash(domain, alice)
      expect(kept.map((entry) => entry.name).sort()).toEqual(['2.txt.locked', 'READ ME'])
      const { node } = await statOf(domain, alice, '/a/0.txt')
      const { held } = await listVersions(domain, alice, node.id)
      expect(
        held
          .slice(1)
          .map((one) => one.size)
          .sort(),
      ).toEqual([15, 9])
      world.pass(60)
      const undone = world.now() - 30
      expect((await back(undone)).lost).toEqual([])
      expect(await all()).toEqual(before)
      expect((await back(at)).removed).toBe(0)
    })

    test('what came into a folder that was deleted later does not come back with it', async () => {
      const before = await all()
      const at = world.now()
      await put(domain, alice, '/b/young.txt', 'young')
      await folder(domain, alice, '/b/c/young')
      await put(domain, alice, '/b/c/young/deep.txt', 'deep')
      world.pass(60)
      await remove_('/b')
      world.pass(60)
      expect(await back(at)).toMatchObject({ restored: 1, removed: 2, lost: [] })
      expect(await all()).toEqual(before)
      expect((await listTrash(domain, alice)).map(({ name }) => name).sort()).toEqual(['young', 'young.txt'])
    })

    test('what the roll back did is undone by another', async () => {
      const at = world.now()
      await put(domain, alice, '/a/0.txt', 'a good edit')
      await put(domain, alice, '/new.txt', 'new')
      await remove_('/b/c')
      const after = await all()
      world.pass(60)
      const again = world.now()
      await back(at)
      expect(await membersOf(domain, alice, '/')).toEqual(['a', 'b', 'empty.txt'])
      world.pass(60)
      expect((await back(again)).lost).toEqual([])
      expect(await all()).toEqual(after)
    })

    test('names that were swapped, turned round and nested into each other come apart again', async () => {
      const before = await all()
      const at = world.now()
      await move_('/a/0.txt', '/a/x')
      await move_('/a/1.txt', '/a/0.txt')
      await move_('/a/2.txt', '/a/1.txt')
      await move_('/a/x', '/a/2.txt')
      await move_('/b/c', '/c')
      await move_('/b', '/c/b')
      await move_('/a', '/b')
      await move_('/c', '/a')
      await put(domain, alice, '/a/b/0.txt', 'changed')
      world.pass(60)
      expect((await back(at)).lost).toEqual([])
      expect(await all()).toEqual(before)
    })

    test('copies go, with what came into them; what was moved into them does not', async () => {
      const before = await all()
      const at = world.now()
      await copy(domain, alice, ['a'], ['copy'], { hold, overwrite: false, shallow: false })
      await move_('/copy/deep/0.txt', '/b/0.txt', true)
      await move_('/a/0.txt', '/copy/deep/mine.txt')
      await put(domain, alice, '/copy/1.txt', 'in the copy')
      world.pass(60)
      expect((await back(at)).lost).toEqual([])
      expect(await all()).toEqual(before)
    })

    test('what was in the trash then is there again', async () => {
      await remove_('/a/0.txt')
      await remove_('/b')
      world.pass(60)
      const before = await all()
      const at = world.now()
      const entries = await listTrash(domain, alice)
      const [b] = entries.filter((entry) => entry.name === 'b')
      await restore(domain, alice, 'b', b!.deleted, ['0.txt'])
      await restore(domain, alice, 'b', b!.deleted, [])
      const [file] = entries.filter((entry) => entry.name === '0.txt')
      await restore(domain, alice, '0.txt', file!.deleted, [])
      world.pass(60)
      expect((await back(at)).lost).toEqual([])
      expect(await all()).toEqual(before)
    })

    test('one folder alone comes back, also when it is gone, renamed or has a namesake', async () => {
      const before = await all()
      const at = world.now()
      await put(domain, alice, '/b/0.txt', 'an edit that stays')
      await move_('/a/0.txt', '/b/from a.txt')
      await move_('/b/1.txt', '/a/from b.txt')
      await move_('/a', '/elsewhere')
      await remove_('/elsewhere')
      await folder(domain, alice, '/a')
      await put(domain, alice, '/a/other.txt', 'of the namesake')
      world.pass(60)
      expect((await back(at, '/a')).lost).toEqual([])
      const after = await all()
      for (const [path, what] of Object.entries(before))
        if (!path.startsWith('/b/0')) expect([path, after[path]]).toEqual([path, what])
      expect(await textOf(domain, alice, '/b/0.txt')).toBe('an edit that stays')
      const rest = Object.keys(after).filter((path) => !(path in before))
      expect(rest).toEqual([])
      expect((await listTrash(domain, alice)).map((entry) => entry.name)).toEqual(['a (restored)'])
      await expect(back(at, '/never')).rejects.toMatchObject(refusal('not-found', 'nothing-then'))
    })

    test('what was deleted for good is told of, and all else comes back', async () => {
      const at = world.now()
      const kept = (await statOf(domain, alice, '/a/deep/0.txt')).node.id
      const { node } = await statOf(domain, alice, '/b/0.txt')
      await put(domain, alice, '/b/0.txt', 'changed')
      const { held } = await listVersions(domain, alice, node.id)
      await removeVersion(domain, alice, node.id, held[1]!.stamp)
      world.pass(3600)
      await sweepGarbage(domain)
      await move_('/a/deep/0.txt', '/saved.txt')
      await put(domain, alice, '/a/1.txt', 'changed before it went')
      await remove_('/a')
      await remove_('/b/1.txt')
      const trash = await listTrash(domain, alice)
      const entry = trash.find(({ name }) => name === '1.txt')!
      await purge(domain, alice, entry.name, entry.deleted, [])
      const folderEntry = trash.find(({ name }) => name === 'a')!
      await purge(domain, alice, folderEntry.name, folderEntry.deleted, ['deep'])
      world.pass(60)
      const done = await back(at)
      expect([...done.lost].sort((x, y) => x.path.localeCompare(y.path))).toEqual([
        { path: '/a/deep', why: 'purged' },
        { path: '/b/0.txt', why: 'content' },
        { path: '/b/1.txt', why: 'purged' },
      ])
      expect((await statOf(domain, alice, '/a/deep/0.txt')).node.id).toBe(kept)
      expect(await textOf(domain, alice, '/a/1.txt')).toBe('/a 1')
      expect(await textOf(domain, alice, '/b/0.txt')).toBe('changed')
    })

    test('cut off in the middle, it is finished by whoever finds it; two at a time are refused', async () => {
      const before = await all()
      const at = world.now()
      for (const path of Object.keys(before).filter((one) => one.endsWith('.txt')))
        await put(domain, alice, path, 'encrypted')
      await remove_('/b')
      world.pass(60)
      const cut = rollBack(domain, alice, {
        space: await space(),
        path: [],
        at,
        progress: () => {
          throw new Error('the end of the process')
        },
      })
      await expect(cut).rejects.toThrow('the end of the process')
      await expect(back(at)).rejects.toMatchObject(refusal('busy', 'rolling-back'))
      await resumeRollBacks(domain)
      expect(await last()).toMatchObject({ state: 'running', result: null })
      world.pass(120)
      await resumeRollBacks(domain)
      expect(await last()).toMatchObject({ state: 'done', result: { lost: [] } })
      expect(await all()).toEqual(before)
      expect(await back(at)).toEqual({ moved: 0, reverted: 0, restored: 0, remade: 0, removed: 0, lost: [] })
    })

    test('what nobody can finish any more is given up', async () => {
      await put(domain, alice, '/a/0.txt', 'encrypted')
      const at = world.now() - 30
      const cut = rollBack(domain, alice, {
        space: await space(),
        path: [],
        at,
        progress: () => {
          throw new Error('the end of the process')
        },
      })
      await expect(cut).rejects.toThrow('the end of the process')
      const other = JSON.stringify({ at: 1, until: 1, folder: 1, person: null })
      await domain.records.write([], (writer) =>
        writer.run("UPDATE job SET payload = ? WHERE kind = 'space.roll-back'", other),
      )
      world.pass(120)
      await resumeRollBacks(domain)
      expect(await last()).toMatchObject({ state: 'failed', result: null })
      expect((await back(at)).lost).toEqual([])
    })

    test('started and left alone, it goes on, and its progress is read by number', async () => {
      const at = world.now()
      const { id } = (await statOf(domain, alice, '/a')).node
      await remove_('/a/0.txt')
      await move_('/a', '/renamed')
      await put(domain, alice, '/renamed/young.txt', 'y')
      const other = (await put(domain, alice, '/other.txt', 'o')).node.id
      world.pass(60)
      const job = await startRollBack(domain, alice, { space: await space(), path: id, at })
      await expect.poll(async () => (await last()).state, { timeout: 15_000 }).toBe('done')
      const told = await readProgress(domain, alice, job)
      expect(told).toMatchObject({ folder: id, at, done: 3, total: 3 })
      expect(told.result).toMatchObject({ restored: 1, moved: 1, removed: 1 })
      expect(await membersOf(domain, alice, '/a')).toEqual(['0.txt', '1.txt', '2.txt', 'deep'])
      expect(await membersOf(domain, alice, '/')).toContain('other.txt')
      const bob = await world.person('bob')
      await expect(readProgress(domain, bob, job)).rejects.toMatchObject(refusal('not-found'))
      for (const path of [other, 999_999_999])
        await expect(startRollBack(domain, alice, { space: await space(), path, at })).rejects.toMatchObject(
          refusal('not-found', 'nothing-then'),
        )
      await expect(startRollBack(domain, bob, { space: await space(), path: id, at })).rejects.toMatchObject(
        refusal('not-permitted'),
      )
    })

    test('what is in another space now stays there; what came from there goes to the trash', async () => {
      const bob = await world.person('bob')
      await folder(domain, bob, '/shared')
      await put(domain, bob, '/shared/bobs.txt', 'of Bob')
      await world.share(bob, '/shared', alice)
      world.pass(60)
      const at = world.now()
      await move_('/a/0.txt', '/shared/alices.txt')
      await move_('/shared/bobs.txt', '/from bob.txt')
      await put(domain, alice, '/from bob.txt', 'of Bob, changed')
      world.pass(60)
      const done = await back(at)
      expect(done.lost).toEqual([{ path: '/a/0.txt', why: 'elsewhere' }])
      expect(await textOf(domain, bob, '/shared/alices.txt')).toBe('/a 0')
      expect(await membersOf(domain, alice, '/')).toEqual(['a', 'b', 'empty.txt', 'shared'])
      // The second is the copy that stayed with Bob when Alice took his file away.
      expect((await listTrash(domain, alice)).map((entry) => entry.name)).toEqual([
        'from bob.txt',
        'bobs.txt',
      ])
    })

    test('is asked for by the owner alone, of a time that is known', async () => {
      const bob = await world.person('bob')
      await expect(
        rollBack(domain, bob, { space: await space(), path: [], at: world.now() }),
      ).rejects.toMatchObject(refusal('not-permitted'))
      await expect(back(world.now() + 60)).rejects.toMatchObject(refusal('bad-request', 'time-ahead'))
      await expect(back(world.now() - 86_400)).rejects.toMatchObject(refusal('gone', 'log-short'))
    })

    test('right before the first change of a space there was nothing in it, and before that nobody knows', async () => {
      const first = await domain.records.get<{ at: number }>(
        'SELECT MIN(at) AS at FROM change WHERE space = ?',
        await space(),
      )
      await expect(back(first!.at - 1)).rejects.toMatchObject(refusal('gone', 'log-short'))
      expect(await back(first!.at)).toMatchObject({ removed: 3, lost: [] })
      expect(await membersOf(domain, alice, '/')).toEqual([])
      const trashed = (await listTrash(domain, alice)).map((entry) => entry.name)
      expect(trashed.sort()).toEqual(['a', 'b', 'empty.txt'])
    })

    test('a trial says what would be done, and does nothing', async () => {
      const at = world.now()
      await put(domain, alice, '/a/0.txt', 'changed')
      await put(domain, alice, '/new.txt', 'new')
      await move_('/a/1.txt', '/one.txt')
      await remove_('/b')
      const before = await all()
      world.pass(60)
      const told = await rollBack(domain, alice, { space: await space(), path: [], at, dryRun: true })
      expect(told).toEqual({ moved: 1, reverted: 1, restored: 1, remade: 0, removed: 1, lost: [] })
      expect(await all()).toEqual(before)
      expect(await back(at)).toEqual(told)
    })
  })
}
