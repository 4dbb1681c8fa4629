import { expect, test } from 'vitest'
import { addGroup } from '../../server/src/domain/accounts/groups/change.ts'
import { SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { type Keys, replay } from '../golden/replay.ts'
import { scenarios } from '../golden/scenario.ts'
import { type Inhabitant, openTestHouse, type TestHouse } from '../house.ts'

/** The fresh alice that every scenario begins with; bob has an account, an address of mail and nothing else. */
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
  const bob = await house.person({ id: 'bob', name: 'Bob', email: 'bob@example.org', language: 'en' })
  const keys = ({ app, account }: Inhabitant): Keys => ({ app: app.password, account: account.password })
  return { alice: keys(alice), bob: keys(bob) }
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
