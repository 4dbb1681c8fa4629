import { Readable } from 'node:stream'
import { expect, test, vi } from 'vitest'
import { program } from '../program.ts'
import { runCli, type Surroundings } from './cli.ts'
import { CommandError, command } from './command.ts'
import { commands } from './commands/commands.ts'

const add = command({
  name: 'user add',
  summary: 'Add a person',
  usage: 'ID [--name NAME] [--group GROUP]…',
  options: {
    name: { type: 'string' },
    group: { type: 'string', multiple: true },
    admin: { type: 'boolean' },
  },
  args: { min: 1, max: 1 },
  async run({ args, options, answer, house }) {
    await house()
    if (args[0] === 'taken') throw new CommandError('there is somebody\nof that name')
    answer(`added ${args[0]}`, {
      id: args[0],
      name: options.name,
      groups: options.group,
      admin: options.admin,
    })
    return 0
  },
})
const list = command({
  name: 'user list',
  summary: 'List everybody',
  usage: '',
  options: {},
  args: { min: 0, max: 0 },
  run: async () => 0,
})

async function run(typed: string, environment = {}) {
  const printed: string[] = []
  const complained: string[] = []
  const close = vi.fn(async () => {})
  const around: Surroundings = {
    environment,
    folder: '/here',
    input: Readable.from([]),
    print: (text) => printed.push(text),
    complain: (line) => complained.push(line),
    openHouse: async () => ({ close }),
  }
  const code = await runCli(
    [add, list, ...commands.filter(({ name }) => !name.startsWith('user '))],
    typed.split(' ').filter(Boolean),
    around,
  )
  return { code, printed, complained, close }
}

test('version says its number, and with --json as JSON', async () => {
  expect((await run('version')).printed).toEqual([`Nuage ${program.version}`])
  const { code, printed } = await run('version --json')
  expect(code).toBe(0)
  expect(JSON.parse(printed[0]!)).toMatchObject({ version: program.version })
  expect((await run('--version')).printed).toEqual([`Nuage ${program.version}`])
})

test.each(['help', '--help', '-h'])('%s lists the commands', async (typed) => {
  const { code, printed } = await run(typed)
  expect(code).toBe(0)
  expect(printed.join()).toContain('user add')
  expect(printed.join()).toContain('Say which version this is')
})

test('help of one command shows its usage', async () => {
  for (const typed of ['help user add', 'user add --help', '--help user add']) {
    const { code, printed } = await run(typed)
    expect(code).toBe(0)
    expect(printed.join()).toContain('Usage: nuage user add ID [--name NAME]')
  }
})

test('help as JSON lists names and usages', async () => {
  const { printed } = await run('help --json')
  expect(JSON.parse(printed[0]!)).toContainEqual({
    name: 'version',
    summary: 'Say which version this is',
    usage: 'nuage version',
  })
})

test('options may stand anywhere, and reach the command typed', async () => {
  const { code, printed, close } = await run(
    'user --json add --name Ada ada --group 4B --group staff --admin',
  )
  expect(code).toBe(0)
  expect(JSON.parse(printed[0]!)).toEqual({ id: 'ada', name: 'Ada', groups: ['4B', 'staff'], admin: true })
  expect(close).toHaveBeenCalledTimes(1)
})

const mistyped: [typed: string, said: string][] = [
  ['usr list', 'there is no command “usr”'],
  ['user', 'say what to do: user add, user list'],
  ['user dance', 'say what to do'],
  ['user add', 'usage: nuage user add ID'],
  ['user add a b', 'usage: nuage user add ID'],
  ['user list --name x', "Unknown option '--name'"],
  ['user add ada --name', "'--name <value>' argument missing"],
  ['--bogus', 'name a command'],
]
test.each(mistyped)('“%s” is answered in one line, with exit code 2', async (typed, said) => {
  const { code, printed, complained } = await run(typed)
  expect(code).toBe(2)
  expect(printed).toEqual([])
  expect(complained).toHaveLength(1)
  expect(complained[0]).toContain(`nuage: `)
  expect(complained[0]).toContain(said)
  expect(complained[0]).not.toContain('\n')
})

test('nothing typed shows the help as a complaint', async () => {
  const { code, complained } = await run('')
  expect(code).toBe(2)
  expect(complained.join()).toContain('Usage: nuage COMMAND')
})

test('what cannot be done is said in one line, with exit code 1, and the house is closed', async () => {
  const { code, complained, close } = await run('user add taken')
  expect(code).toBe(1)
  expect(complained).toEqual(['nuage: there is somebody of that name'])
  expect(close).toHaveBeenCalledTimes(1)
})

test('with --json the reason is JSON too', async () => {
  const { complained } = await run('user add taken --json')
  expect(JSON.parse(complained[0]!)).toEqual({ error: 'there is somebody of that name' })
})

test('a bad setting stops a command that needs the house, with exit code 2', async () => {
  const { code, complained } = await run('user add ada', { NUAGE_LISTN: 'x' })
  expect(code).toBe(2)
  expect(complained).toEqual([
    'nuage: NUAGE_LISTN in the environment is not a setting; did you mean NUAGE_LISTEN?',
  ])
  expect((await run('version', { NUAGE_LISTN: 'x' })).code).toBe(0)
})
