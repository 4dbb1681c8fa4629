import type { ParseArgsOptionsConfig, parseArgs } from 'node:util'
import type { Config } from '../config/config.ts'
import type { Environment, Settings } from '../config/env.ts'

/** The wired domain, as far as the frame needs to know it: it is opened when a command asks, and closed after. */
export interface House {
  close(): Promise<void>
}

export type OptionsOf<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options }>
>['values']

export interface CommandContext<Options extends ParseArgsOptionsConfig, Opened extends House = House> {
  /** What stands behind the command's name and is not an option. */
  readonly args: readonly string[]
  readonly options: OptionsOf<Options>
  readonly json: boolean
  readonly environment: Environment
  readonly input: NodeJS.ReadableStream
  readonly commands: readonly Command[]
  /** Read at the first call; throws `ConfigError`. */
  settings(): Settings
  /** Decided at the first call; throws `ConfigError`. */
  config(): Config
  /** Opened at the first call and closed when the command ends. */
  house(): Promise<Opened>
  /** Writes what a person reads, or with `--json` the value alone, as one line. */
  answer(text: string, value: unknown): void
}

export interface CommandDescription<Options extends ParseArgsOptionsConfig, Opened extends House = House> {
  /** One word or more, such as `user add`. */
  readonly name: string
  readonly summary: string
  /** What stands behind the name, such as `ID [--name NAME]`. */
  readonly usage: string
  readonly options: Options
  /** How many words may stand behind the name; the frame refuses any other number. */
  readonly args: { readonly min: number; readonly max: number }
  run(context: CommandContext<Options, Opened>): Promise<number>
}

export type Command = CommandDescription<ParseArgsOptionsConfig>

/** Keeps the types of the options inside the command, and gives the table one type for all. */
export const command = <const Options extends ParseArgsOptionsConfig, Opened extends House = House>(
  description: CommandDescription<Options, Opened>,
): Command => description as unknown as Command

/** The command was typed wrongly; the message is one line. */
export class UsageError extends Error {}

/** What was asked cannot be done; the message is one line. */
export class CommandError extends Error {}
