import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { groupSync } from './group-sync.ts'

test('after a flush that failed none succeeds, until the bytes are known to be safe', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nuage-sync-'))
  const file = join(folder, 'log')
  const log = groupSync(file)
  try {
    await expect(log.sync()).rejects.toThrow('ENOENT')
    await writeFile(file, 'bytes')
    await expect(log.sync()).rejects.toThrow('ENOENT')
    expect(log.isBroken()).toBe(true)
    log.mend()
    await expect(log.sync()).resolves.toBeUndefined()
    expect(log.isBroken()).toBe(false)
  } finally {
    await log.close()
    await rm(folder, { recursive: true })
  }
})
