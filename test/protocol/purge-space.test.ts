import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addPerson } from '../../server/src/domain/accounts/people/add.ts'
import { removePerson } from '../../server/src/domain/accounts/people/remove.ts'
import { makeFolder } from '../../server/src/domain/files/make-folder.ts'
import { remove } from '../../server/src/domain/files/remove.ts'
import { writeFile } from '../../server/src/domain/files/write.ts'
import { purgeSpaces } from '../../server/src/domain/spaces/purge.ts'
import { sweepGarbage } from '../../server/src/domain/sweep/sweep.ts'
import { addChunk } from '../../server/src/domain/uploads/add-chunk.ts'
import { beginUpload } from '../../server/src/domain/uploads/begin.ts'
import { type Member, SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { type TestDomain, testDomain } from '../rigs/domain.ts'

let house: TestDomain

beforeEach(async () => {
  house = await testDomain()
})
afterEach(() => house.dispose())

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

/** A space with a file, a version, a deleted folder and an upload under way. */
async function furnish(id: string): Promise<Member> {
  const { domain } = house
  await addPerson(domain, SYSTEM, { id, password: 'bleu cheval 42 tiroir' })
  const actor: Member = { kind: 'member', person: id, admin: false }
  const hold = { person: id, tokens: [] }
  await makeFolder(domain, actor, ['gone'], hold)
  await writeFile(domain, actor, ['gone', 'in.txt'], bytes(`${id} in the trash`), { hold })
  await remove(domain, actor, ['gone'], { hold })
  await writeFile(domain, actor, ['a.txt'], bytes(`${id} first`), { hold })
  await writeFile(domain, actor, ['a.txt'], bytes(`${id} second`), { hold })
  await beginUpload(domain, actor, 'up', { total: 10 })
  await addChunk(domain, actor, 'up', '1', bytes('chunk'), {})
  return actor
}

const count = async (table: string): Promise<number> =>
  Number((await house.domain.records.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))?.n)

async function blobs(): Promise<number> {
  let found = 0
  for await (const _ of house.domain.blobs.list()) found++
  return found
}

describe('a removed account', () => {
  it('leaves nothing behind, and takes nothing of anybody else along', async () => {
    const { domain } = house
    await furnish('kept')
    const tables = ['node', 'version', 'content', 'extent', 'blob', 'upload', 'trash', 'space', 'change']
    const before = await Promise.all(tables.map(count))
    const bytesBefore = await blobs()
    await furnish('gone')
    await removePerson(domain, SYSTEM, 'gone')
    await purgeSpaces(domain)
    house.turn(3600_000)
    await sweepGarbage(domain)
    expect(await Promise.all(tables.map(count))).toEqual(before)
    expect(await blobs()).toBe(bytesBefore)
    expect(await count('job')).toBe(0)
    expect(await count('garbage')).toBe(0)
  })
})
