import type { Command } from './command.ts'
import { UsageError } from './command.ts'

export interface FoundCommand {
  readonly command: Command
  readonly rest: readonly string[]
}

/** The command whose name the words begin with. */
export function findCommand(commands: readonly Command[], words: readonly string[]): FoundCommand {
  const byLength = commands.toSorted((a, b) => b.name.length - a.name.length)
  for (const command of byLength) {
    const parts = command.name.split(' ')
    if (parts.every((part, index) => words[index] === part))
      return { command, rest: words.slice(parts.length) }
  }
  if (words.length === 0) throw new UsageError('name a command; nuage help lists them')
  const family = commands.filter((command) => command.name.startsWith(`${words[0]} `))
  if (family.length > 0) throw new UsageError(`say what to do: ${family.map(({ name }) => name).join(', ')}`)
  throw new UsageError(`there is no command “${words[0]?.slice(0, 40)}”; nuage help lists them`)
}
