import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
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
