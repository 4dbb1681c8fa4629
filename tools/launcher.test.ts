import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { program } from '../server/src/runtime/program.ts'

const nuage = join(program.root, 'bin', 'nuage')
const launch = join(program.root, 'bin', 'launch.cjs')

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'launcher-'))
})
afterEach(() => rm(folder, { recursive: true }))

interface Ended {
  code: number
  out: string
  err: string
}

const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('NUAGE_')),
)

/** Runs the launcher from a folder that is not the program's. */
function run(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { ...environment, ...env } }
    execFile(process.execPath, args, options, (error, out, err) => {
      resolve({ code: Number(error?.code ?? 0), out, err })
    })
  })
}

/** Makes the launcher believe that an older Node reads it. */
async function olderNode(version: string): Promise<string[]> {
  const file = join(folder, 'older.cjs')
  const fake = `Object.defineProperty(process, 'version', { value: '${version}' }); process.execPath = '/nowhere/node'`
  await writeFile(file, fake)
  return ['--require', file]
}

describe('bin/nuage', () => {
  // The first call builds the program when its sources have changed.
  beforeAll(() => run([nuage, 'version']), 120_000)

  test('runs from anywhere, through a link', async () => {
    const link = join(folder, 'nuage-here')
    await symlink(nuage, link)
    const { code, out, err } = await run([link, 'version', '--json'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out).version).toBe(program.version)
  })

  test('hands over to the Node of the installation when started by an older one', async () => {
    const { code, out } = await run([...(await olderNode('v20.0.0')), nuage, 'version', '--json'])
    expect(code).toBe(0)
    expect(Number.parseInt(JSON.parse(out).node, 10)).toBeGreaterThanOrEqual(24)
  })

  test('passes the exit code and the one line of a refusal', async () => {
    for (const before of [[], await olderNode('v20.0.0')]) {
      const { code, out, err } = await run([...before, nuage, 'dance'])
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err.trimEnd().split('\n')).toEqual(['nuage: there is no command “dance”; nuage help lists them'])
    }
  })

  test.each(['v14.21.3', 'v18.20.8'])('says in one line that %s is too old', async (version) => {
    const { code, err } = await run([...(await olderNode(version)), nuage, 'version'])
    expect(code).toBe(1)
    expect(err).toMatch(
      new RegExp(`^nuage: needs Node 20 or newer to start, and this is ${version};[^\\n]*\\n$`),
    )
  })
})

const firstLine = async (child: ChildProcess): Promise<string> =>
  String((await once(child.stdout!, 'data'))[0]).trim()

/** A program that says when it listens, and answers SIGTERM with exit code 7. */
const PATIENT = `
  process.on('SIGTERM', () => process.exit(7))
  setTimeout(() => process.exit(1), 20_000)
  console.log(process.argv.slice(2).join(' '))
`

describe('the program in the place of the launcher', () => {
  test.each(['this Node', 'an older Node'])(
    'gets signals and arguments, and gives its exit code, under %s',
    async (under) => {
      await writeFile(join(folder, 'patient.mjs'), PATIENT)
      await writeFile(
        join(folder, 'start.cjs'),
        `require(${JSON.stringify(launch)}).become(${JSON.stringify(join(folder, 'patient.mjs'))}, ['a', 'b c'])`,
      )
      const before = under === 'this Node' ? [] : await olderNode('v20.0.0')
      const child = spawn(process.execPath, [...before, join(folder, 'start.cjs')], { env: environment })
      expect(await firstLine(child)).toBe('a b c')
      child.kill('SIGTERM')
      expect(await once(child, 'exit')).toEqual([7, null])
    },
  )
})

/** A folder with the launcher alone, where a start leaves its lock and its stamps. */
async function launcherAlone(): Promise<string> {
  for (const name of ['bin', 'dist', 'node_modules']) await mkdir(join(folder, name))
  await cp(launch, join(folder, 'bin', 'launch.cjs'))
  await writeFile(join(folder, 'package-lock.json'), '{}')
  await writeFile(join(folder, 'node_modules', '.nuage-install'), 'of another lock')
  // An npm that only leaves a trace: what is tried here is who may run it, not what it does.
  await writeFile(join(folder, 'npm-cli.js'), `require('fs').appendFileSync('installed', 'once\\n')`)
  await writeFile(join(folder, 'install.cjs'), `require('./bin/launch.cjs').install()`)
  return join(folder, 'install.cjs')
}

describe('an installation', () => {
  const env = () => ({ npm_execpath: join(folder, 'npm-cli.js') })
  const installed = () => readFile(join(folder, 'installed'), 'utf8')

  test('is done once, by whoever comes first', async () => {
    const install = await launcherAlone()
    const ended = await Promise.all([run([install], env()), run([install], env()), run([install], env())])
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0])
    expect(await installed()).toBe('once\n')
    expect(await readdir(join(folder, 'dist'))).toEqual([])
  })

  test('is done again when the lock names other packages', async () => {
    const install = await launcherAlone()
    await run([install], env())
    await writeFile(join(folder, 'package-lock.json'), '{ "other": true }')
    await run([install], env())
    expect(await installed()).toBe('once\nonce\n')
  })

  test('does not wait for a start that died', async () => {
    const install = await launcherAlone()
    const dead = spawn(process.execPath, ['--version'])
    await once(dead, 'exit')
    await writeFile(join(folder, 'dist', '.nuage-busy'), String(dead.pid))
    expect((await run([install], env())).code).toBe(0)
    expect(await installed()).toBe('once\n')
  })

  test('that fails says so, and is tried again', async () => {
    const install = await launcherAlone()
    await writeFile(join(folder, 'npm-cli.js'), 'process.exit(3)')
    for (const _ of [1, 2]) {
      const { code, err } = await run([install], env())
      expect(code).toBe(1)
      expect(err).toContain('nuage: the installation failed')
    }
  })
})
