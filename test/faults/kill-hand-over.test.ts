import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addPerson } from '../../server/src/domain/accounts/people/add.ts'
import { resumeHandOvers } from '../../server/src/domain/spaces/hand-over/hand-over.ts'
import { type Member, SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { put, textOf } from '../rigs/world.ts'
import { askDoctor, open, type Settings } from './ground.ts'
import { startProgram } from './program.ts'

const FILES = 300
const DONE = "SELECT count(*) AS count FROM change WHERE verb = 'move' AND actor IS NULL"

/** The command that gives everything to a colleague is killed in the middle; another process brings it to its end. */
test('a hand-over that is killed is finished by another process, and nothing is lost', async () => {
  const data = await mkdtemp(join(tmpdir(), 'nuage-killed-'))
  const settings: Settings = { NUAGE_DATA: data }
  const [alice, bob] = ['alice', 'bob'].map(
    (person): Member => ({ kind: 'member', person, admin: false }),
  ) as [Member, Member]
  try {
    const house = await open(settings)
    for (const { person } of [alice, bob]) await addPerson(house.domain, SYSTEM, { id: person })
    for (let i = 0; i < FILES; i++) await put(house.domain, alice, `/${i}.txt`, `text ${i}`)
    const command = startProgram(settings, ['user', 'hand-over', 'alice', '--to', 'bob', '--json'])
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
    await resumeHandOvers({ ...house.domain, now: () => Date.now() + 120_000 })
    for (let i = 0; i < FILES; i++)
      expect(await textOf(house.domain, bob, `/alice/${i}.txt`)).toBe(`text ${i}`)
    // One line in each of both spaces.
    expect(await done()).toBe(2 * FILES)
    await house.close()
    await askDoctor(settings)
  } finally {
    await rm(data, { recursive: true, force: true })
  }
}, 120_000)
