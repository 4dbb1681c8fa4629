import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addPerson } from '../../server/src/domain/accounts/people/add.ts'
import { move } from '../../server/src/domain/files/move.ts'
import { resumeRollBacks } from '../../server/src/domain/rollback/roll-back.ts'
import { type Member, SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { folder as makeFolder, put, textOf } from '../rigs/world.ts'
import { askDoctor, open, type Settings } from './ground.ts'
import { startProgram } from './program.ts'

const FILES = 300
const DONE = "SELECT count(*) AS count FROM change WHERE verb IN ('revert', 'move') AND actor IS NULL"

/** The command that puts everything back is killed in the middle; another process brings it to its end. */
test('a roll back that is killed is finished by another process, and nothing is lost', async () => {
  const data = await mkdtemp(join(tmpdir(), 'nuage-killed-'))
  const settings: Settings = { NUAGE_DATA: data }
  const alice: Member = { kind: 'member', person: 'alice', admin: false }
  const hold = { person: 'alice', tokens: [] }
  try {
    const house = await open(settings)
    const then = Date.now() - 3_600_000
    const past = { ...house.domain, now: () => then }
    await addPerson(past, SYSTEM, { id: 'alice' })
    await makeFolder(past, alice, '/f')
    for (let i = 0; i < FILES; i++) await put(past, alice, `/f/${i}.txt`, `text ${i}`)
    for (let i = 0; i < FILES; i++) {
      await put(house.domain, alice, `/f/${i}.txt`, 'encrypted')
      await move(house.domain, alice, ['f', `${i}.txt`], ['f', `${i}.locked`], { hold, overwrite: false })
    }
    const at = new Date(then + 1_800_000).toISOString().replace(/\.\d+Z$/, 'Z')
    const command = startProgram(settings, ['rollback', 'alice', '--at', at, '--json'])
    let over = false
    void command.ended.then(() => {
      over = true
    })
    const done = async (): Promise<number> => (await house.domain.records.get<{ count: number }>(DONE))!.count
    while (!over && (await done()) === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    await command.kill()
    expect(await done(), command.output()).toBeGreaterThan(0)
    await askDoctor(settings)
    // As a server does that looks again when the lease of the dead one is over.
    await resumeRollBacks({ ...house.domain, now: () => Date.now() + 120_000 })
    for (let i = 0; i < FILES; i++) expect(await textOf(house.domain, alice, `/f/${i}.txt`)).toBe(`text ${i}`)
    expect(await done()).toBe(FILES)
    await house.close()
    await askDoctor(settings)
  } finally {
    await rm(data, { recursive: true, force: true })
  }
}, 120_000)
