import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { signIn } from '../../server/src/domain/accounts/sign-in/sign-in.ts'
import { examine } from '../../server/src/domain/doctor/examine.ts'
import type { Finding } from '../../server/src/domain/doctor/finding.ts'
import { remove } from '../../server/src/domain/files/remove.ts'
import { addChunk } from '../../server/src/domain/uploads/add-chunk.ts'
import { assemble } from '../../server/src/domain/uploads/assemble.ts'
import type { House } from '../../server/src/runtime/house.ts'
import { migrations } from '../../server/src/storage/records/migrations/migrations.ts'
import { open } from '../faults/ground.ts'
import { testEngine } from '../rigs/engine.ts'
import { recount } from '../rigs/recount.ts'
import { bytes, membersOf, put, textOf } from '../rigs/world.ts'
import { digestContents } from './contents.ts'
import { type KeptSchema, keptSchemas, readKept } from './kept.ts'
import { layOut } from './lay-out.ts'

/** Data of every released version are brought up to date, and nothing of them is lost or different. */
export function migrateSuite(): void {
  describe.each(keptSchemas())('an instance of schema %i', (number) => {
    let kept: KeptSchema
    let folder: string
    let house: House
    let dispose = async (): Promise<void> => {}

    beforeEach(async () => {
      kept = await readKept(number)
      folder = await mkdtemp(join(tmpdir(), 'nuage-schema-'))
      const { dispose: free, ...ground } = await testEngine()
      dispose = free
      const onServers = ground.database.startsWith('postgres')
      const database = onServers ? ground.database : join(folder, 'nuage.db')
      await layOut(kept, { database, blobs: ground.blobs })
      house = await open({
        ...{ NUAGE_DATA: folder, NUAGE_BLOBS: ground.blobs, NUAGE_SECRET: kept.expected.secret },
        ...(onServers ? { NUAGE_DATABASE: database } : {}),
      })
    })
    afterEach(async () => {
      await house?.close()
      await dispose()
      await rm(folder, { recursive: true, force: true })
    })

    const findings = async (): Promise<Finding[]> => {
      const found: Finding[] = []
      await examine(house.domain, { deep: true, found: (finding) => void found.push(finding) })
      return found
    }

    test('was made by migrations that have not been changed since', () => {
      expect(migrations.slice(0, number).join('')).toBe(kept.text)
    })

    test('has all its contents, and everything the model promises', async () => {
      const { domain } = house
      const schema = await domain.records.get("SELECT value FROM instance WHERE name = 'schema'")
      expect(schema).toEqual({ value: String(migrations.length) })
      expect(await digestContents(domain)).toEqual(kept.expected.contents)
      expect(await domain.records.survey(recount)).toEqual([])
      expect(await findings()).toEqual([])
    })

    test('serves its people, who read, write, delete and go on with their uploads', async () => {
      const { domain } = house
      const { person, appPassword: password } = kept.expected
      const { member } = await signIn(domain, { login: person, password, place: '192.0.2.1' })
      expect(await membersOf(domain, member, '/Éléments de cours')).toEqual(
        expect.arrayContaining(['fiche.txt', '📐 géométrie']),
      )
      const path = '/Éléments de cours/fiche.txt'
      expect(await textOf(domain, member, path)).toBe('troisième jet')
      await put(domain, member, path, 'quatrième jet')
      expect(await textOf(domain, member, path)).toBe('quatrième jet')
      const hold = { person, tokens: [] }
      await remove(domain, member, ['Éléments (copie)'], { hold })
      await addChunk(domain, member, 'half', '3', bytes('half 3'.padEnd(10)), {})
      await assemble(domain, member, 'half', ['late.bin'], { hold, overwrite: false, total: 30 })
      expect(await textOf(domain, member, '/late.bin')).toBe('half 1    half 2    half 3    ')
      expect(await domain.records.survey(recount)).toEqual([])
      expect(await findings()).toEqual([])
    })
  })
}
