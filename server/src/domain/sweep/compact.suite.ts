import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bytes, names, openWorld, textOf, type World } from '../../../../test/rigs/world.ts'
import { makeFolder } from '../files/make-folder.ts'
import { remove } from '../files/remove.ts'
import { emptyTrash } from '../trash/empty.ts'
import { purgeRows } from '../trash/purge-rows.ts'
import { type BulkPart, writeBulk } from '../uploads/bulk.ts'
import { compactBlobs } from './compact.ts'
import { sweepGarbage } from './sweep.ts'

/** Small files that share a blob, most of them deleted for good: the room comes back, what is left stays whole. */
export function compactSuite(engine: string): void {
  describe(`blobs that are mostly dead: ${engine}`, () => {
    let world: World
    beforeEach(async () => {
      world = await openWorld()
    })
    afterEach(() => world.close())

    const stored = async (): Promise<number> =>
      Number((await world.domain.records.get<{ sum: number }>('SELECT SUM(size) AS sum FROM blob'))?.sum)

    async function keys(): Promise<string[]> {
      const found: string[] = []
      for await (const key of world.domain.blobs.list()) found.push(key)
      return found
    }

    test('are rewritten once they have settled, and not before', async () => {
      const { domain } = world
      const lea = await world.person('lea')
      const hold = { person: 'lea', tokens: [] }
      await makeFolder(domain, lea, ['gone'], hold)
      const text = (i: number) => `${i} `.repeat(500)
      async function* parts(): AsyncGenerator<BulkPart> {
        for (let i = 0; i < 20; i++)
          yield {
            path: names(i < 3 ? `kept${i}` : `gone/${i}`),
            wish: { hold },
            checksums: [`MD5:${createHash('md5').update(text(i)).digest('hex')}`],
            body: bytes(text(i)),
          }
      }
      const { outcomes } = await writeBulk(domain, lea, parts())
      expect(outcomes.every((outcome) => 'written' in outcome)).toBe(true)
      const before = await stored()
      expect(await keys()).toHaveLength(1)
      await remove(domain, lea, ['gone'], { hold })
      await emptyTrash(domain, lea)
      await purgeRows(domain)
      world.pass(1800)
      await sweepGarbage(domain)
      expect(await compactBlobs(domain)).toBe(0)
      world.pass(3600)
      expect(await compactBlobs(domain)).toBeGreaterThan(0)
      expect(await compactBlobs(domain)).toBe(0)
      world.pass(3600)
      await sweepGarbage(domain)
      expect(await stored()).toBeLessThan(before / 2)
      expect((await keys()).sort()).toEqual(
        (await domain.records.read((r) => r.all<{ key: string }>('SELECT key FROM blob ORDER BY key'))).map(
          (row) => row.key,
        ),
      )
      for (const i of [0, 1, 2]) expect(await textOf(domain, lea, `kept${i}`)).toBe(text(i))
      expect(await world.faults()).toEqual([])
    })
  })
}
