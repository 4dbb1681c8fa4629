import { createHash } from 'node:crypto'
import { makeFolder } from '../../../server/src/domain/files/make-folder.ts'
import { type BulkPart, writeBulk } from '../../../server/src/domain/uploads/bulk.ts'
import { bytes } from '../../rigs/world.ts'
import { open, type Settings } from '../ground.ts'

/** Files of one folder, by its name. */
type Wanted = Readonly<Record<string, number>>

const PER_REQUEST = 500

/** Gives a person folders with so many small files each. */
export async function provide(settings: Settings, person: string, wanted: Wanted): Promise<void> {
  const house = await open(settings)
  const member = { kind: 'member', person, admin: false } as const
  const hold = { person, tokens: [] }
  for (const [folder, count] of Object.entries(wanted)) {
    await makeFolder(house.domain, member, [folder], hold)
    for (let first = 0; first < count; first += PER_REQUEST) {
      async function* parts(): AsyncGenerator<BulkPart> {
        for (let i = first; i < Math.min(count, first + PER_REQUEST); i++) {
          const checksums = [`MD5:${createHash('md5').update(`file ${i}`).digest('hex')}`]
          yield { path: [folder, `file ${i}.txt`], wish: { hold }, checksums, body: bytes(`file ${i}`) }
        }
      }
      const { outcomes } = await writeBulk(house.domain, member, parts())
      if (!outcomes.every((outcome) => 'written' in outcome)) throw new Error(`${folder} could not be filled`)
    }
  }
  await house.close()
}
