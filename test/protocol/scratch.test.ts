import { appendFileSync, writeFileSync } from 'node:fs'
import { test } from 'vitest'
import { addGroup } from '../../server/src/domain/accounts/groups/change.ts'
import { SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { replay } from '../golden/replay.ts'
import { scenarios } from '../golden/scenario.ts'
import { openTestHouse } from '../house.ts'

test('x', async () => {
  writeFileSync('/tmp/diffs.txt', '')
  for (const s of scenarios()) {
    const house = await openTestHouse()
    await addGroup(house.domain, SYSTEM, { id: 'team' })
    const alice = await house.person({
      id: 'alice',
      name: 'Alice',
      email: 'alice@example.org',
      language: 'en',
      groups: ['team'],
      quota: 'unlimited',
    })
    await house.person({ id: 'bob', name: 'Bob' })
    const d = await replay(s, house.url, {
      alice: { app: alice.app.password, account: alice.account.password },
    })
    appendFileSync('/tmp/diffs.txt', d.join('\n') + '\n')
    await house.close()
  }
}, 300000)
