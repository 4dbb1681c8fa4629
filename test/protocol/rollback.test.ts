import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson } from '../../server/src/domain/accounts/people/add.ts'
import { runCli } from '../../server/src/runtime/cli/cli.ts'
import { commands } from '../../server/src/runtime/cli/commands/commands.ts'
import { openHouse } from '../../server/src/runtime/house.ts'
import { openLog } from '../../server/src/runtime/log.ts'
import type { Member } from '../../server/src/vocabulary/actor.ts'
import { SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { type TestEngine, testEngine } from '../rigs/engine.ts'
import { folder as makeFolder, put, textOf } from '../rigs/world.ts'

let engine: TestEngine
let data: string
let environment: Record<string, string>

beforeAll(async () => {
  engine = await testEngine()
  data = await mkdtemp(join(tmpdir(), 'nuage-rollback-'))
  environment = { NUAGE_DATA: data, NUAGE_TIMEZONE: 'Europe/Paris' }
  if (engine.database.startsWith('postgres:')) environment.NUAGE_DATABASE = engine.database
})
afterAll(async () => {
  await engine.dispose()
  await rm(data, { recursive: true, force: true })
})

const alice: Member = { kind: 'member', person: 'alice', admin: false }

/** The command as it is typed; beforehand something may be done in the house that it opens. */
async function nuage(...typed: string[]): Promise<{ code: number; out: string; err: string }> {
  const printed: string[] = []
  const complained: string[] = []
  const code = await runCli(commands, typed, {
    ...{ environment, folder: data, input: Readable.from([]) },
    print: (text) => printed.push(text),
    complain: (line) => complained.push(line),
    openHouse: (config) => openHouse(config, openLog('silent', { write: () => {} })),
  })
  return { code, out: printed.join('\n'), err: complained.join('\n') }
}

test('the command line puts a person’s files back, or says in one line why not', async () => {
  const { decideConfig } = await import('../../server/src/runtime/config/config.ts')
  const { readSettings } = await import('../../server/src/runtime/config/env.ts')
  const config = decideConfig(readSettings(environment, data), data)
  const { domain, close } = await openHouse(config, openLog('silent'))
  await addPerson(domain, SYSTEM, { id: 'alice' })
  await makeFolder(domain, alice, '/cours')
  await put(domain, alice, '/cours/é.txt', 'before')
  // Times are whole seconds, and this clock is the machine's.
  const second = Math.floor(Date.now() / 1000) + 1
  while (Date.now() < second * 1000) await setTimeout(20)
  await put(domain, alice, '/cours/é.txt', 'encrypted')
  await put(domain, alice, '/cours/ransom.txt', 'pay')

  const at = new Date(second * 1000).toISOString().slice(0, 19)
  const trial = await nuage('rollback', 'alice', '--at', `${at}Z`, '--dry-run', '--json')
  const counts = { moved: 0, reverted: 1, restored: 0, remade: 0, removed: 1, lost: [] }
  expect([trial.code, trial.err]).toEqual([0, ''])
  expect(JSON.parse(trial.out)).toMatchObject({ user: 'alice', path: '/', dryRun: true, ...counts })
  expect(await textOf(domain, alice, '/cours/é.txt')).toBe('encrypted')

  const done = await nuage('rollback', 'Alice', '/cours', '--at', `${at}Z`)
  expect(done).toMatchObject({ code: 0, err: '' })
  expect(done.out).toBe(
    `/cours of alice is as it was at ${at}.000Z: 0 brought back out of the trash, 1 given back what they held, 0 moved back, 1 younger ones put into the trash`,
  )
  expect(await textOf(domain, alice, '/cours/é.txt')).toBe('before')
  await expect(textOf(domain, alice, '/cours/ransom.txt')).rejects.toMatchObject({ kind: 'not-found' })
  await close()

  for (const [typed, line] of [
    [['alice', '--at', '2001-01-01'], 'nuage: The record of changes does not reach back that far'],
    [['alice', '--at', '2999-01-01'], 'nuage: This time is still to come'],
    [['nobody', '--at', `${at}Z`], 'nuage: there is no account “nobody”'],
    [['alice', 'nowhere', '--at', `${at}Z`], 'nuage: There was nothing at /nowhere then'],
    [['alice', '--at', 'soon'], 'nuage: “soon” is no time'],
    [['alice'], 'nuage: say --at which time'],
  ] as const) {
    const { code, err } = await nuage('rollback', ...typed)
    expect([code > 0, err.startsWith(line), err]).toEqual([true, true, err])
    expect(err.split('\n')).toHaveLength(1)
  }
})
