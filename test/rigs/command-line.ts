import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect } from 'vitest'
import { runCli } from '../../server/src/runtime/cli/cli.ts'
import { commands } from '../../server/src/runtime/cli/commands/commands.ts'
import { decideConfig } from '../../server/src/runtime/config/config.ts'
import { readSettings } from '../../server/src/runtime/config/env.ts'
import { type House, openHouse } from '../../server/src/runtime/house.ts'
import { openLog } from '../../server/src/runtime/log.ts'
import { type TestEngine, testEngine } from './engine.ts'

export interface CommandLine {
  /** What is typed after `nuage`, and what comes through stdin. */
  nuage(typed: readonly string[], input?: string): Promise<{ code: number; out: string; err: string }>
  /** As `nuage … --json`, of which nothing may go wrong. */
  // biome-ignore lint/suspicious/noExplicitAny: each command prints something else.
  json(...typed: string[]): Promise<any>
  /** A path in the folder that commands are typed in. */
  path(name: string): string
  /** The house that the commands are about, open for a while. */
  inside<T>(work: (house: House) => Promise<T>): Promise<T>
}

const silent = () => openLog('silent', { write: () => {} })

/** The command line of one house on the engine of the run, for a file of tests. Called at its top. */
export function commandLine(): CommandLine {
  let engine: TestEngine
  let folder: string
  let environment: Record<string, string>

  beforeAll(async () => {
    engine = await testEngine()
    folder = await mkdtemp(join(tmpdir(), 'nuage-cli-'))
    environment = { NUAGE_DATA: folder }
    if (engine.database.startsWith('postgres:')) environment.NUAGE_DATABASE = engine.database
  })

  afterAll(async () => {
    await engine.dispose()
    await rm(folder, { recursive: true, force: true })
  })

  async function nuage(typed: readonly string[], input = '') {
    const printed: string[] = []
    const complained: string[] = []
    const code = await runCli(commands, typed, {
      ...{ environment, folder, input: Readable.from(input === '' ? [] : [input]) },
      print: (text) => printed.push(text),
      complain: (line) => complained.push(line),
      openHouse: (config) => openHouse(config, silent()),
    })
    return { code, out: printed.join('\n'), err: complained.join('\n') }
  }

  return {
    nuage,
    path: (name) => join(folder, name),
    async json(...typed) {
      const { code, out, err } = await nuage([...typed, '--json'])
      expect([code, err]).toEqual([0, ''])
      return JSON.parse(out)
    },
    async inside(work) {
      const house = await openHouse(decideConfig(readSettings(environment, folder), folder), silent())
      try {
        return await work(house)
      } finally {
        await house.close()
      }
    },
  }
}
