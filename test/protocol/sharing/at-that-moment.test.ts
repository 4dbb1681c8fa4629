import { afterAll, beforeAll, expect, test } from 'vitest'
import { endShare } from '../../../server/src/domain/shares/remove.ts'
import type { Records } from '../../../server/src/storage/records/records.ts'
import { file, form, openSchool, type School, SHARES, seen, shareWith } from './school.ts'

let school: School
beforeAll(async () => {
  school = await openSchool()
})
afterAll(() => school.close())

/** How many shares there are. */
const count = async (): Promise<number> => {
  const row = await school.house.domain.records.get<{ count: number }>('SELECT count(*) AS count FROM share')
  return Number(row!.count)
}

/** Does something right after the next write that makes a share, before anything else is asked. */
async function once(deed: () => Promise<unknown>): Promise<void> {
  const records = school.house.domain.records as { write: Records['write'] }
  const { write } = records
  const before = await count()
  let done: Promise<unknown> | undefined
  records.write = async (spaces, work) => {
    const answer = await write.call(records, spaces, work)
    const isMade = (await count()) > before
    // Others write at the same time, such as when somebody was last seen.
    if (isMade) {
      records.write = write
      done ??= deed()
      await done
    }
    return answer as never
  }
}

test('whoever loses something at the moment they share it on is told what they made', async () => {
  const { alice, bob, carol, house } = school
  const owner = { kind: 'member', person: 'alice', admin: false } as const
  const ways = {
    'the sharing API': (path: string) =>
      form(bob.client, 'POST', SHARES, { path, shareType: '0', shareWith: 'carol', permissions: '1' }),
    'the JSON API': async (path: string) => {
      const row = await house.domain.records.get<{ id: number }>(
        'SELECT id FROM node WHERE name = ?',
        path.slice(1),
      )
      const answer = await bob.client.send({
        ...{ method: 'POST', path: `/api/v1/items/${row!.id}/shares` },
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ kind: 'person', id: 'carol' }),
      })
      return { status: answer.status, data: answer.json() }
    },
  }
  for (const [at, [name, give]] of Object.entries(ways).entries()) {
    const path = `/page-${at}.txt`
    await file(alice, path)
    const { id } = await shareWith(alice, path, bob)
    const before = await count()
    await once(() => endShare(house.domain, owner, Number(id), 'internal'))
    const made = await give(path)
    expect(made, name).toMatchObject({ status: expect.toSatisfy((status: number) => status < 300) })
    expect(JSON.stringify(made.data)).toContain('carol')
    // One came, one went.
    expect(await count()).toBe(before)
    expect(await seen(bob)).not.toContain(path.slice(1))
    expect(await seen(carol)).not.toContain(path.slice(1))
  }
})
