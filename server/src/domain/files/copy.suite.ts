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
import { examine } from '../doctor/examine.ts'
import type { Finding } from '../doctor/finding.ts'
import type { Domain } from '../domain.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { listTrash } from '../trash/list.ts'
import { purgeRows } from '../trash/purge-rows.ts'
import { copy } from './copy.ts'
import { expireDrafts } from './draft.ts'
import { remove } from './remove.ts'

const hold = NO_HOLD
const WIDE = 600

/** Copies that are too large for one transaction. */
export function copySuite(engine: string): void {
  describe(`copies in slices: ${engine}`, () => {
    let world: World
    let domain: Domain
    let alice: Member
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
      alice = await world.person('alice', 100_000)
      for (const path of ['/tree', '/tree/wide', '/tree/a', '/tree/a/empty', '/tree/a/b', '/target'])
        await folder(domain, alice, path)
      await put(domain, alice, '/tree/a/b/deep.txt', 'deep')
      await Promise.all(
        Array.from({ length: WIDE }, (_, i) => put(domain, alice, `/tree/wide/${i}.txt`, `${i}`)),
      )
      await put(domain, alice, '/tree/z.txt', 'last')
    })
    afterEach(async () => {
      expect(await world?.faults()).toEqual([])
      await world?.close()
    })
    const copies = (at: Domain = domain, to = '/target/copy') =>
      copy(at, alice, names('/tree'), names(to), { hold, overwrite: true, shallow: false })
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
    const nodes = async (): Promise<number> =>
      (await domain.records.get<{ count: number }>('SELECT count(*) AS count FROM node'))!.count
    const waiting = async (): Promise<number> =>
      (await domain.records.get<{ count: number }>('SELECT count(*) AS count FROM trash'))!.count
    const findings = async (): Promise<Finding[]> => {
      const all: Finding[] = []
      await examine(domain, { deep: false, found: (finding) => all.push(finding) })
      return all
    }
    const expectWhole = async (path: string): Promise<void> => {
      const [source, copied] = [await statOf(domain, alice, '/tree'), await statOf(domain, alice, path)]
      expect(copied.node.size).toBe(source.node.size)
      expect(copied.node.mtime).toBe(source.node.mtime)
      for (const inner of ['', '/wide', '/a', '/a/empty', '/a/b'])
        expect(await membersOf(domain, alice, path + inner)).toEqual(
          await membersOf(domain, alice, `/tree${inner}`),
        )
      expect(await textOf(domain, alice, `${path}/wide/599.txt`)).toBe('599')
      expect(await textOf(domain, alice, `${path}/a/b/deep.txt`)).toBe('deep')
    }

    test('arrive whole, with ids of their own, and leave nothing over', async () => {
      const before = await nodes()
      const { node, created } = await copies()
      expect(created).toBe(true)
      expect(node.name).toBe('copy')
      await expectWhole('/target/copy')
      expect(await nodes()).toBe(before + WIDE + 7)
      expect(await waiting()).toBe(0)
      expect(await findings()).toEqual([])
    })

    test('are not seen, listed or counted before they are complete, and others write meanwhile', async () => {
      let steps = 0
      const used = (await statOf(domain, alice, '/')).node.size
      const slow = slowed(async (_, run) => {
        steps++
        expect(await membersOf(domain, alice, '/target')).toEqual([])
        expect(await listTrash(domain, alice)).toEqual([])
        expect((await statOf(domain, alice, '/')).node.size).toBe(used + steps - 1)
        expect(await world.faults()).toEqual([])
        expect(await findings()).toEqual([])
        await put(domain, alice, `/elsewhere ${steps}.txt`, 'x')
        return await run()
      })
      await copies(slow)
      expect(steps).toBeGreaterThan(2)
      await expectWhole('/target/copy')
    })

    test('replace what stood there only when they are complete', async () => {
      await put(domain, alice, '/target/copy', 'stood here')
      await copies(
        slowed(async (_, run) => {
          expect(await textOf(domain, alice, '/target/copy')).toBe('stood here')
          return await run()
        }),
      )
      await expectWhole('/target/copy')
      expect((await listTrash(domain, alice)).map(({ name }) => name)).toEqual(['copy'])
    })

    test('show one moment of a folder that changes meanwhile, once or all the time', async () => {
      for (const changes of [1, Number.POSITIVE_INFINITY]) {
        let changed = 0
        const slow = slowed(async (_, run) => {
          const result = await run()
          if (changed < changes) await put(domain, alice, '/tree/z.txt', `changed ${++changed}`)
          return result
        })
        await copies(slow, `/target/${changes}`)
        expect(changed).toBeGreaterThan(0)
        expect(await textOf(domain, alice, `/target/${changes}/z.txt`)).toBe(`changed ${changed}`)
        await expectWhole(`/target/${changes}`)
      }
      await purgeRows(domain)
      expect(await waiting()).toBe(0)
      expect(await findings()).toEqual([])
    })

    test.each([
      ['over-quota', () => put(domain, alice, '/filler.bin', 'f'.repeat(97_000))],
      ['not-found', () => remove(domain, alice, ['tree'], { hold })],
      ['parent-missing', () => remove(domain, alice, ['target'], { hold })],
    ])('come to nothing, without a trace, when what happens meanwhile makes it %s', async (kind, deed) => {
      let done = false
      const slow = slowed(async (_, run) => {
        if (!done) await deed()
        done = true
        return await run()
      })
      const before = await nodes()
      await expect(copies(slow)).rejects.toMatchObject(refusal(kind))
      await purgeRows(domain)
      expect(await nodes()).toBe(before + (kind === 'over-quota' ? 1 : 0))
      expect(await findings()).toEqual([])
    })

    test('that are cut off are no damage, and are gone after a while', async () => {
      const before = await nodes()
      let steps = 0
      const cut: Domain = slowed(async (records, run) => {
        if (++steps < 3) return await run()
        // As if the process ended here: nothing tidies up.
        records.write = () => Promise.reject(new Error('cut off'))
        throw new Error('cut off')
      })
      const { write } = domain.records
      await expect(copies(cut)).rejects.toThrow('cut off')
      domain.records.write = write
      expect(await nodes()).toBeGreaterThan(before + 250)
      await expireDrafts(domain)
      await purgeRows(domain)
      expect(await waiting()).toBe(1)
      expect(await findings()).toEqual([])
      expect(await world.faults()).toEqual([])
      expect(await membersOf(domain, alice, '/target')).toEqual([])
      world.pass(3601)
      await expireDrafts(domain)
      await purgeRows(domain)
      expect(await waiting()).toBe(0)
      expect(await nodes()).toBe(before)
    })
  })
}
