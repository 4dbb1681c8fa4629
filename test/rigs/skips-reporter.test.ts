import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
let folder: string

/** A small project of its own, inside the checkout so that it finds the same Vitest and rigs. */
beforeAll(async () => {
  await mkdir(join(root, 'node_modules', '.cache'), { recursive: true })
  folder = await mkdtemp(join(root, 'node_modules', '.cache', 'skips-'))
  await cp(import.meta.dirname, join(folder, 'rigs'), {
    recursive: true,
    filter: (path) => !path.endsWith('.test.ts'),
  })
  await symlink(join(root, 'server'), join(folder, 'server'))
  await writeFile(
    join(folder, 'vitest.config.ts'),
    `import { SkipsReporter } from './rigs/skips-reporter.ts'
     export default { test: { reporters: [new SkipsReporter()], projects: [
       { extends: true, test: { name: 'plain', include: ['plain.check.ts'],
         retry: { count: 1, condition: /Timeout \\d+ms exceeded/ } } },
       { extends: true, test: { name: 'servers', include: ['servers.check.ts'], runner: './rigs/engines-runner.ts' } },
     ] } }`,
  )
  await writeFile(
    join(folder, 'plain.check.ts'),
    `import { expect, test } from 'vitest'
     import { withTools } from './rigs/with-tools.ts'
     test('runs anywhere', () => expect(1).toBe(1))
     withTools(['litmus', 'cadaver'], 'speaks to both', () => {
       test('one', () => expect(1).toBe(1))
       test('two', () => expect(1).toBe(1))
     })
     test.runIf(process.env.BREAK)('breaks', () => expect(1).toBe(2))
     let tries = 0
     if (process.env.LATE)
       test('answers late', () => {
         if (++tries < 2) throw new Error('locator.click: Timeout 30000ms exceeded.')
       })
     if (process.env.WRONG) test('answers wrongly', () => expect(++tries).toBe(2))`,
  )
  await writeFile(
    join(folder, 'servers.check.ts'),
    `import { beforeAll, describe, expect, test } from 'vitest'
     describe('on servers', () => {
       beforeAll(() => { if (process.env.TEST_WITHOUT) throw new Error('hooks of skipped tests must not run') })
       test('stores', () => expect(1).toBe(1))
     })`,
  )
})
afterAll(() => rm(folder, { recursive: true }))

interface Outcome {
  code: number
  lines: string[]
}

function runChecks(env: Record<string, string>): Promise<Outcome> {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const { CI: _, TEST_WITHOUT: __, VITEST: ___, ...inherited } = process.env
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [vitest, 'run', '--root', folder],
      { cwd: folder, env: { ...inherited, NO_COLOR: '1', ...env } },
      (error, stdout) => resolve({ code: error ? Number(error.code) : 0, lines: stdout.trim().split('\n') }),
    )
  })
}

const without = (tools: string) => ({ TEST_WITHOUT: tools })
const everything = 'postgres,s3,litmus,cadaver'

test('what is missing is named at the end, one line each, and the run is good', async () => {
  const { code, lines } = await runChecks(without(everything))
  expect(lines.filter((line) => line.includes('not installed')).sort()).toEqual([
    'Skipped because PostgreSQL is not installed: servers.check.ts > on servers',
    'Skipped because an S3 server (Ceph RGW) is not installed: servers.check.ts > on servers',
    'Skipped because cadaver is not installed: plain.check.ts > speaks to both',
    'Skipped because litmus is not installed: plain.check.ts > speaks to both',
  ])
  expect(lines.at(-1)).toBe('1 passed, 0 failed, 4 skipped')
  expect(code).toBe(0)
})

test('under CI each of them is a failure', async () => {
  const { code, lines } = await runChecks({ ...without(everything), CI: 'true' })
  expect(lines).toContain('Skipped because litmus is not installed: plain.check.ts > speaks to both')
  expect(lines.at(-1)).toBe('1 passed, 4 failed')
  expect(code).toBe(1)
})

test('a test skipped for no stated reason is named too', async () => {
  const { lines } = await runChecks(without(everything))
  expect(lines.join()).toMatch(/Skipped without a reason: .*plain.check.ts > breaks/)
})

test('what did not answer in time is tried again and named, what answers wrongly is not', async () => {
  const late = await runChecks({ ...without(everything), LATE: '1' })
  expect(late.lines).toContain('Passed at the second try only: plain.check.ts > answers late')
  expect(late.lines.at(-1)).toBe('2 passed, 0 failed, 4 skipped')
  const wrong = await runChecks({ ...without(everything), WRONG: '1' })
  expect(wrong.lines.join()).not.toContain('second try')
  expect(wrong.lines.at(-1)).toBe('1 passed, 1 failed, 4 skipped')
})

test('a failure is counted and told in the exit status', async () => {
  const { code, lines } = await runChecks({ ...without(everything), BREAK: '1' })
  expect(lines.at(-1)).toBe('1 passed, 1 failed, 3 skipped')
  expect(code).toBe(1)
})
