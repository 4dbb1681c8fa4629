import { expect, test } from 'vitest'
import { addGroup } from '../../server/src/domain/accounts/groups/change.ts'
import { SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { type Keys, replay } from '../golden/replay.ts'
import { scenarios } from '../golden/scenario.ts'
import { openTestHouse, type TestHouse } from '../house.ts'

/** The fresh alice that every scenario begins with; bob has an account and nothing else. */
async function people(house: TestHouse): Promise<Record<string, Keys>> {
  await addGroup(house.domain, SYSTEM, { id: 'team' })
  const wanted = {
    id: 'alice',
    name: 'Alice',
    email: 'alice@example.org',
    language: 'en',
    groups: ['team'],
  } as const
  const alice = await house.person({ ...wanted, quota: 'unlimited' })
  await house.person({ id: 'bob', name: 'Bob' })
  return { alice: { app: alice.app.password, account: alice.account.password } }
}

test.each(scenarios().map((scenario) => [scenario.file, scenario] as const))(
  '%s',
  async (_file, scenario) => {
    const began = Math.floor(Date.now() / 1000)
    const house = await openTestHouse()
    try {
      const differences = await replay(scenario, house.url, await people(house), began)
      expect(differences.join('\n')).toBe('')
    } finally {
      await house.close()
    }
  },
)
