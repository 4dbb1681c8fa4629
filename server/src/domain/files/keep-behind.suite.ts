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
import type { Records } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { DOWNLOAD, READ, UPDATE } from '../../vocabulary/permissions.ts'
import { examine } from '../doctor/examine.ts'
import type { Domain } from '../domain.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { rollBack } from '../rollback/roll-back.ts'
import { listTrash } from '../trash/list.ts'
import { purgeRows } from '../trash/purge-rows.ts'
import { restore } from '../trash/restore.ts'
import { move } from './move.ts'

const hold = NO_HOLD
/** More than one slice. */
const WIDE = 520

/** What a recipient takes out of a received folder. */
export function keepBehindSuite(engine: string): void {
  describe(`what is taken away by others: ${engine}`, () => {
    let world: World
    let domain: Domain
    let alice: Member
    let bob: Member
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
      alice = await world.person('alice')
      bob = await world.person('bob', 100_000)
      for (const path of ['/class', '/class/maths', '/class/maths/deep']) await folder(domain, alice, path)
      await put(domain, alice, '/class/maths/one.txt', 'one')
      await put(domain, alice, '/class/maths/deep/two.txt', 'two')
      await world.share(alice, '/class', bob)
      world.pass(60)
    })
    afterEach(async () => {
      expect(await world?.faults()).toEqual([])
      const findings: unknown[] = []
      await examine(domain, { deep: false, found: (finding) => findings.push(finding) })
      expect(findings).toEqual([])
      await world?.close()
    })
    const takes = (from: string, to: string, at: Domain = domain, overwrite = false) =>
      move(at, bob, names(from), names(to), { overwrite, hold })
    const idOf = async (who: Member, path: string) => (await statOf(domain, who, path)).node.id
    const wide = async (): Promise<void> => {
      await folder(domain, alice, '/class/wide')
      await Promise.all(
        Array.from({ length: WIDE }, (_, i) => put(domain, alice, `/class/wide/${i}.txt`, `${i}`)),
      )
    }
    const rows = async (table: 'node' | 'trash' | 'job'): Promise<number> =>
      (await domain.records.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`))!.count

    test('stays in the owner’s trash, with who and when, and comes back from there', async () => {
      const id = await idOf(alice, '/class/maths')
      await takes('/class/maths', '/maths')
      expect(await idOf(bob, '/maths')).toBe(id)
      expect(await textOf(domain, bob, '/maths/deep/two.txt')).toBe('two')
      const [entry, ...more] = await listTrash(domain, alice)
      expect(more).toEqual([])
      expect(entry).toMatchObject({
        ...{ name: 'maths', location: 'class/maths', deletedBy: 'bob', deleted: world.now() },
        node: { size: 6 },
      })
      const back = await restore(domain, alice, 'maths', entry!.deleted, [])
      expect(back.id).not.toBe(id)
      expect(await textOf(domain, alice, '/class/maths/deep/two.txt')).toBe('two')
      expect(await textOf(domain, bob, '/class/maths/one.txt')).toBe('one')
      expect(await listTrash(domain, alice)).toEqual([])
    })

    test('stays there too when it goes into what a third person shares, or over something', async () => {
      const carol = await world.person('carol')
      await folder(domain, carol, '/songs')
      await put(domain, carol, '/songs/one.txt', 'carol’s')
      await world.share(carol, '/songs', bob)
      await takes('/class/maths/one.txt', '/songs/one.txt', domain, true)
      expect(await textOf(domain, carol, '/songs/one.txt')).toBe('one')
      expect(await listTrash(domain, alice)).toMatchObject([{ location: 'class/maths/one.txt' }])
      expect(await listTrash(domain, carol)).toMatchObject([{ location: 'songs/one.txt', deletedBy: 'bob' }])
    })

    test('not what is moved within the owner’s space, or moved away by the owner', async () => {
      await folder(domain, alice, '/other')
      await world.share(alice, '/other', bob)
      await takes('/class/maths/deep', '/other/deep')
      await takes('/class/maths/one.txt', '/class/uno.txt')
      await takes('/other', '/mine')
      await folder(domain, bob, '/box')
      await world.share(bob, '/box', alice)
      await move(domain, alice, ['class', 'uno.txt'], ['box', 'uno.txt'], { overwrite: false, hold })
      expect(await listTrash(domain, alice)).toEqual([])
    })

    test('whoever may take nothing away leaves no copy', async () => {
      const dave = await world.person('dave')
      await world.share(alice, '/class', dave, { permissions: READ | UPDATE | DOWNLOAD })
      const before = await rows('node')
      await expect(
        move(domain, dave, names('/class/maths'), ['maths'], { overwrite: false, hold }),
      ).rejects.toMatchObject(refusal('not-permitted'))
      expect(await rows('node')).toBe(before)
      expect(await listTrash(domain, alice)).toEqual([])
    })

    test('a roll back of the folder brings the copy to where it was', async () => {
      const before = world.now()
      world.pass(60)
      await takes('/class/maths', '/maths')
      world.pass(60)
      const { space } = (await statOf(domain, alice, '/')).node
      await rollBack(domain, alice, { space, path: ['class'], at: before, dryRun: false })
      expect(await textOf(domain, alice, '/class/maths/deep/two.txt')).toBe('two')
      expect(await textOf(domain, bob, '/maths/deep/two.txt')).toBe('two')
    })

    /** The same domain, whose steps of long works run through `step`. */
    const slowed = (step: (records: Records, run: () => Promise<unknown>) => Promise<unknown>): Domain => ({
      ...domain,
      records: new Proxy(domain.records, {
        get(records, name) {
          if (name === 'writePart')
            return (...args: Parameters<Records['writePart']>) =>
              step(records, () => records.writePart(...args))
          const value = Reflect.get(records, name, records) as unknown
          return typeof value === 'function' ? value.bind(records) : value
        },
      }),
    })

    test('a large folder is copied out of sight first; nobody sees it go before', async () => {
      await wide()
      const id = await idOf(alice, '/class/wide')
      let steps = 0
      await takes(
        '/class/wide',
        '/wide',
        slowed(async (_, run) => {
          steps++
          expect(await listTrash(domain, alice)).toEqual([])
          expect(await membersOf(domain, bob, '/')).toEqual(['class'])
          expect(await idOf(bob, '/class/wide')).toBe(id)
          return await run()
        }),
      )
      expect(steps).toBeGreaterThan(2)
      expect(await idOf(bob, '/wide')).toBe(id)
      expect(await membersOf(domain, bob, '/wide')).toHaveLength(WIDE)
      const [entry] = await listTrash(domain, alice)
      expect(entry).toMatchObject({ location: 'class/wide', deletedBy: 'bob' })
      await restore(domain, alice, 'wide', entry!.deleted, [])
      expect(await membersOf(domain, alice, '/class/wide')).toHaveLength(WIDE)
      expect(await textOf(domain, alice, '/class/wide/519.txt')).toBe('519')
      expect([await rows('trash'), await rows('job')]).toEqual([0, 0])
    })

    test('the copy is what leaves, however often that changes meanwhile', async () => {
      await wide()
      let changed = 0
      await takes(
        '/class/wide',
        '/wide',
        slowed(async (_, run) => {
          const result = await run()
          await put(domain, alice, '/class/wide/0.txt', `changed ${++changed}`)
          return result
        }),
      )
      expect(changed).toBeGreaterThan(1)
      const [entry] = await listTrash(domain, alice)
      await restore(domain, alice, 'wide', entry!.deleted, [])
      for (const [who, path] of [[alice, '/class/wide/0.txt'] as const, [bob, '/wide/0.txt'] as const])
        expect(await textOf(domain, who, path)).toBe(`changed ${changed}`)
      await purgeRows(domain)
      expect([await rows('trash'), await rows('job')]).toEqual([0, 0])
    })

    test('what comes to nothing leaves no copy either', async () => {
      await wide()
      const before = await rows('node')
      let done = false
      const slow = slowed(async (_, run) => {
        if (!done) await put(domain, bob, '/filler.bin', 'f'.repeat(99_900))
        done = true
        return await run()
      })
      await expect(takes('/class/wide', '/wide', slow)).rejects.toMatchObject(refusal('over-quota'))
      await purgeRows(domain)
      expect(await rows('node')).toBe(before + 1)
      expect(await membersOf(domain, bob, '/class/wide')).toHaveLength(WIDE)
      expect(await listTrash(domain, alice)).toEqual([])
      expect([await rows('trash'), await rows('job')]).toEqual([0, 0])
    })
  })
}
