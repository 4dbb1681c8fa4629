import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AlreadyServed, serveAlone } from './sole-server.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nuage-sole-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What a process of its own says about serving the same file, and whether it was killed holding it. */
const elsewhere = (file: string, then = '') =>
  spawnSync(process.execPath, [
    '--input-type=module',
    '-e',
    `import { serveAlone } from ${JSON.stringify(join(import.meta.dirname, 'sole-server.ts'))}
     try { serveAlone(${JSON.stringify(file)}); console.log('served') } catch (error) { console.log(error.name) }
     ${then}`,
  ]).stdout.toString()

it('one serves, a second in another process is refused, and may when the first has let go', () => {
  const file = join(folder, 'nuage.db')
  const release = serveAlone(file)
  expect(elsewhere(file)).toBe('AlreadyServed\n')
  expect(() => serveAlone(file)).toThrow(AlreadyServed)
  release()
  expect(elsewhere(file)).toBe('served\n')
})

it('a server that was killed leaves nothing in the way', () => {
  const file = join(folder, 'nuage.db')
  expect(elsewhere(file, "process.kill(process.pid, 'SIGKILL')")).toBe('served\n')
  serveAlone(file)()
})
