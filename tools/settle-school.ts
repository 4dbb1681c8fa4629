import type { Domain } from '../server/src/domain/domain.ts'
import { setupAddress } from '../server/src/domain/instance/setup.ts'
import { PASSWORD, settle } from '../test/school/inhabitant.ts'
import { moveIn } from '../test/school/school.ts'

/** The little school moves in where nobody lives yet, and it is told how to sign in. */
export async function settleSchool(domain: Domain, url: string): Promise<void> {
  // Whoever can still make the first administrator finds nobody here.
  if ((await setupAddress(domain)) !== undefined)
    await moveIn({ domain, person: (wanted) => settle(domain, url, wanted) })
  process.stdout.write(`Sign in as claire.martin, n'golo.oconnor or direction, password: ${PASSWORD}\n`)
}
