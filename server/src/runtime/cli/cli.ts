import { debuglog, type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { sentence } from '../../protocols/wire/speech.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { type Config, decideConfig } from '../config/config.ts'
import { ConfigError } from '../config/config-error.ts'
import { type Environment, readSettings, type Settings } from '../config/env.ts'
import { redactUrls } from '../config/redact.ts'
import { program } from '../program.ts'
import { type Command, type CommandContext, type House, UsageError } from './command.ts'
import { findCommand } from './find-command.ts'
import { helpFor, helpForAll, usageLine } from './help.ts'

const USAGE = 2
const FAILED = 1

/** What the command line stands in; given, so that it can be tried without a process. */
export interface Surroundings {
  readonly environment: Environment
  /** Where relative paths start. */
  readonly folder: string
  readonly input: NodeJS.ReadableStream
  print(text: string): void
  complain(line: string): void
  /** Absent where only commands run that need none. */
  readonly openHouse?: (config: Config) => Promise<House>
}

const common = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const
const debug = debuglog('nuage')

interface Typed {
  readonly command: Command
  readonly args: readonly string[]
  readonly options: Record<string, unknown>
}

/** The options of every command are known to the first reading, which only finds the command's name. */
function namesOf(commands: readonly Command[], typed: readonly string[]): string[] {
  const options: ParseArgsOptionsConfig = Object.assign({}, ...commands.map((each) => each.options), common)
  return parseArgs({ args: [...typed], options, strict: false, allowPositionals: true }).positionals
}

function parse(commands: readonly Command[], typed: readonly string[]): Typed {
  const { command } = findCommand(commands, namesOf(commands, typed))
  const { values, positionals } = parseArgs({
    args: [...typed],
    options: { ...command.options, ...common },
    allowPositionals: true,
  })
  const args = findCommand([command], positionals).rest
  const wrongNumber = args.length < command.args.min || args.length > command.args.max
  if (wrongNumber && !values.help) throw new UsageError(`usage: ${usageLine(command)}`)
  return { command, args, options: values }
}

function once<Value>(make: () => Value): { get: () => Value; made: () => Value | undefined } {
  let value: { is: Value } | undefined
  return {
    get: () => {
      value ??= { is: make() }
      return value.is
    },
    made: () => value?.is,
  }
}

async function openHouse(around: Surroundings, config: Config): Promise<House> {
  if (around.openHouse === undefined) throw new Error('there is no house to open here')
  return around.openHouse(config)
}

async function runCommand(commands: readonly Command[], typed: Typed, around: Surroundings): Promise<number> {
  const json = typed.options.json === true
  const settings = once<Settings>(() => readSettings(around.environment, around.folder))
  const config = once(() => decideConfig(settings.get(), program.root))
  const house = once(() => openHouse(around, config.get()))
  const context: CommandContext<ParseArgsOptionsConfig> = {
    args: typed.args,
    options: typed.options as CommandContext<ParseArgsOptionsConfig>['options'],
    json,
    environment: around.environment,
    input: around.input,
    commands,
    settings: settings.get,
    config: config.get,
    house: house.get,
    answer: (text, value) => around.print(json ? JSON.stringify(value) : text),
  }
  try {
    return await typed.command.run(context)
  } finally {
    await (await house.made()?.catch(() => undefined))?.close()
  }
}

const oneLine = (text: string): string => redactUrls(text.replaceAll(/\s*[\r\n]+\s*/g, ' ').trim())

function isUsage(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code
  return error instanceof UsageError || (typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS'))
}

/** Operators are told in English. */
function textOf(error: unknown): string {
  if (error instanceof Refusal)
    return sentence('en', `refusals.${error.reason}`, error.facts) ?? error.message
  return error instanceof Error ? error.message || error.name : String(error)
}

function complain(error: unknown, json: boolean, around: Surroundings): number {
  if (error instanceof Error) debug('%s', error.stack)
  const line = oneLine(textOf(error))
  around.complain(json ? JSON.stringify({ error: line }) : `nuage: ${line}`)
  return isUsage(error) || error instanceof ConfigError ? USAGE : FAILED
}

/**
 * Runs one command line.
 *
 * @param typed the words behind `nuage`
 * @returns the exit code: 0, 1 when it could not be done, 2 when it was typed or set up wrongly
 */
export async function runCli(
  commands: readonly Command[],
  typed: readonly string[],
  around: Surroundings,
): Promise<number> {
  const alone = typed.filter((word) => word !== '--json')
  if (alone.length === 0) {
    around.complain(helpForAll(commands))
    return USAGE
  }
  if (alone[0] === '--help' || alone[0] === '-h') return runCli(commands, ['help', ...typed.slice(1)], around)
  if (alone[0] === '--version') return runCli(commands, ['version', ...typed.slice(1)], around)
  try {
    const parsed = parse(commands, typed)
    if (parsed.options.help === true) {
      around.print(helpFor(parsed.command))
      return 0
    }
    return await runCommand(commands, parsed, around)
  } catch (error) {
    return complain(error, typed.includes('--json'), around)
  }
}
