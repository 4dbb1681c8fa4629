import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bytes, names, openWorld, refusal, textOf, type World } from '../../../../test/rigs/world.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { Domain } from '../domain.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { abandonUpload } from './abandon.ts'
import { addChunk, removeChunk } from './add-chunk.ts'
import { assemble } from './assemble.ts'
import { beginUpload } from './begin.ts'

const sha1 = (text: string) => `SHA1:${createHash('sha1').update(text).digest('hex')}`
const wish = { overwrite: true, hold: NO_HOLD }

interface Arrival {
  readonly name: string
  /** null: the chunk is taken away again. */
  readonly text: string | null
  /** Which of two processes it comes to. */
  readonly process: number
  /** Breaks off in the middle, and nothing of it counts. */
  readonly breaks: boolean
}

const arrival: fc.Arbitrary<Arrival> = fc.record({
  name: fc.oneof(
    fc.constantFrom('0', '1', '2', '3', '10', '00001', '00002', '0000000000000000'),
    fc.constantFrom('0-4', '5-9', '10-14', 'a', '-1'),
  ),
  text: fc.option(fc.string({ maxLength: 8 }), { freq: 8 }),
  process: fc.nat(1),
  breaks: fc.nat(5).map((dice) => dice === 0),
})

/** The order that clients mean: numbers by their value, all else by its letters. */
const natural = (a: string, b: string): number => {
  const padded = (name: string) => `${name.replace(/\d+/g, (digits) => digits.padStart(20, '0'))}/${name}`
  return padded(a) < padded(b) ? -1 : 1
}

async function* broken(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(`${text} and`)
  throw new Error('the line broke')
}

/** Chunks in any order, to any process, replaced, withdrawn and broken off: the file is what they make up. */
export function uploadsSuite(engine: string, runs: number): void {
  describe(`uploads: ${engine}`, () => {
    let world: World
    let alice: Member
    let processes: Domain[]
    let serial = 0
    beforeAll(async () => {
      world = await openWorld()
      alice = await world.person('alice')
      // What a process remembers of an upload hangs on its domain: these two are two processes.
      processes = [world.domain, { ...world.domain }]
    })
    afterAll(() => world?.close())

    async function play(arrivals: readonly Arrival[]): Promise<void> {
      const name = `upload ${++serial}`
      await beginUpload(processes[0]!, alice, name, {})
      const held = new Map<string, string>()
      for (const one of arrivals) {
        const domain = processes[one.process]!
        if (one.text === null) {
          const gone = removeChunk(domain, alice, name, one.name)
          if (held.delete(one.name)) await gone
          else await expect(gone).rejects.toMatchObject(refusal('not-found'))
        } else if (one.breaks)
          await expect(addChunk(domain, alice, name, one.name, broken(one.text), {})).rejects.toThrow('broke')
        else {
          const { created } = await addChunk(domain, alice, name, one.name, bytes(one.text), {})
          expect(created).toBe(!held.has(one.name))
          held.set(one.name, one.text)
        }
      }
      const whole = [...held.keys()]
        .sort(natural)
        .map((key) => held.get(key))
        .join('')
      const to = names(`/file ${serial}`)
      for (const domain of processes)
        await expect(
          assemble(domain, alice, name, to, { ...wish, checksums: [sha1(`${whole}!`)] }),
        ).rejects.toMatchObject(refusal('bad-checksum'))
      const total = Buffer.byteLength(whole)
      await expect(
        assemble(processes[0]!, alice, name, to, { ...wish, total: total + 1 }),
      ).rejects.toMatchObject(refusal('bad-request'))
      await assemble(processes[serial % 2]!, alice, name, to, { ...wish, total, checksums: [sha1(whole)] })
      expect(await textOf(world.domain, alice, `/file ${serial}`)).toBe(whole)
    }

    test('the right checksum is always accepted and a wrong one never', async () => {
      await fc.assert(fc.asyncProperty(fc.array(arrival, { maxLength: 14, size: 'max' }), play), {
        numRuns: runs,
      })
      expect(await world.faults()).toEqual([])
    }, 120_000)

    const chunk = (name: string, text: string | null, process = 0, breaks = false): Arrival => ({
      ...{ name, text, process, breaks },
    })

    test.each([
      ['the second came first', [chunk('1', 'second,'), chunk('0', 'first,'), chunk('2', 'third')]],
      [
        'the first broke off while the second came',
        [chunk('0', 'x', 0, true), chunk('1', 'b'), chunk('0', 'a')],
      ],
      ['one number in two spellings', [chunk('1', 'one'), chunk('00001', 'uno'), chunk('2', 'two')]],
      ['replaced through another process', [chunk('1', 'old'), chunk('1', 'new', 1), chunk('2', 'rest')]],
      ['withdrawn through another process', [chunk('1', 'a'), chunk('2', 'b'), chunk('1', null, 1)]],
      ['after a restart', [chunk('1', 'a'), chunk('2', 'b', 1), chunk('3', 'c')]],
      ['ranges, the last one first', [chunk('5-9', 'world'), chunk('0-4', 'hello')]],
      ['none at all', []],
      ['empty ones', [chunk('1', ''), chunk('2', 'x'), chunk('3', '')]],
    ])('%s', async (_what, arrivals) => {
      await play(arrivals)
      expect(await world.faults()).toEqual([])
    })

    test('a path that refuses leaves the chunks for another try', async () => {
      await beginUpload(world.domain, alice, 'again', { total: 5 })
      await addChunk(world.domain, alice, 'again', '1', bytes('again'), {})
      for (const path of ['/none/x', '/.htaccess', '/'])
        await expect(assemble(world.domain, alice, 'again', names(path), wish)).rejects.toMatchObject({
          name: 'Refusal',
        })
      await assemble(world.domain, alice, 'again', names('/again.txt'), wish)
      expect(await textOf(world.domain, alice, '/again.txt')).toBe('again')
      expect(await world.faults()).toEqual([])
    })

    test('room is kept from the announcement on, and given back when it is given up', async () => {
      const dave = await world.person('dave', 10_000)
      await beginUpload(world.domain, dave, 'big', { total: 8_000 })
      await expect(beginUpload(world.domain, dave, 'more', { total: 3_000 })).rejects.toMatchObject(
        refusal('over-quota'),
      )
      await expect(
        addChunk(world.domain, dave, 'big', '1', bytes('x'.repeat(12_000)), { size: 12_000 }),
      ).rejects.toMatchObject(refusal('over-quota'))
      await addChunk(world.domain, dave, 'big', '1', bytes('x'.repeat(5_000)), {})
      await abandonUpload(world.domain, dave, 'big')
      await beginUpload(world.domain, dave, 'more', { total: 9_000 })
      await abandonUpload(world.domain, dave, 'more')
      expect(await world.faults()).toEqual([])
    })
  })
}
