import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, refusal, type World } from '../../../../test/rigs/world.ts'
import type { Domain } from '../domain.ts'
import { type HeldAnswer, holdAnswer, takeAnswer } from './hold-answer.ts'

/** Answers that wait until the browser comes for them. */
export function heldAnswersSuite(engine: string): void {
  describe(`held answers: ${engine}`, () => {
    let world: World
    /** As two processes on the same records. */
    let both: [Domain, Domain]
    beforeEach(async () => {
      world = await openWorld()
      both = [world.domain, await world.neighbour()]
    })
    afterEach(() => world?.close())

    const answer = (id: string): HeldAnswer => ({
      ...{ provider: 'aen', state: 's' },
      statement: {
        subject: 'zoe',
        attributes: { mail: ['zoe@ac-dijon.fr'] },
        once: { id, expires: world.now() + 60 },
      },
    })
    const settled = async (work: Promise<unknown>[]): Promise<unknown[]> =>
      (await Promise.allSettled(work)).filter(({ status }) => status === 'fulfilled')

    test('what was said once is held once, by whichever process', async () => {
      const tries = [0, 1, 2, 3, 4, 5].map((n) => holdAnswer(both[n % 2]!, answer('assertion _1')))
      expect(await settled(tries)).toHaveLength(1)
      await expect(holdAnswer(world.domain, answer('assertion _1'))).rejects.toMatchObject(
        refusal('not-signed-in', 'sign-in-stale'),
      )
      await holdAnswer(world.domain, { ...answer('assertion _1'), provider: 'another' })
      await holdAnswer(world.domain, answer('assertion _2'))
    })

    test('it is taken once, by whichever process, and not for long', async () => {
      const code = await holdAnswer(both[0], answer('assertion _1'))
      const taken = await Promise.all([0, 1, 2, 3].map((n) => takeAnswer(both[n % 2]!, code)))
      expect(taken.filter((one) => one !== undefined)).toEqual([answer('assertion _1')])
      const late = await holdAnswer(both[0], answer('assertion _2'))
      world.pass(301)
      expect(await takeAnswer(world.domain, late)).toBeUndefined()
      for (const strange of ['', 'x', 'x'.repeat(500)])
        expect(await takeAnswer(world.domain, strange)).toBeUndefined()
    })

    test('who reads the records reads neither the code nor what was said', async () => {
      const code = await holdAnswer(world.domain, answer('assertion _1'))
      const rows = JSON.stringify(
        await world.domain.records.read((reader) => reader.all('SELECT * FROM ticket')),
      )
      expect(rows).not.toContain(code)
      expect(rows).not.toContain('zoe')
      world.pass(301)
      await holdAnswer(world.domain, answer('assertion _2'))
      expect(await world.domain.records.get('SELECT count(*) AS count FROM ticket')).toEqual({ count: 1 })
    })
  })
}
