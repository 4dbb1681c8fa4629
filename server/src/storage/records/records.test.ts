import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { recordsSuite } from './records.suite.ts'

recordsSuite('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nuage-records-'))
  return {
    address: { kind: 'sqlite', file: join(folder, 'nuage.db') },
    free: () => rm(folder, { recursive: true, force: true }),
  }
})
