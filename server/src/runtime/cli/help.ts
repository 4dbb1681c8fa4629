import type { Command } from './command.ts'

export const usageLine = (command: Command): string =>
  ['nuage', command.name, command.usage].filter(Boolean).join(' ')

export function helpFor(command: Command): string {
  return `${command.summary}\n\nUsage: ${usageLine(command)} [--json]`
}

export function helpForAll(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const lines = commands
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
    .map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return [
    'Usage: nuage COMMAND … [--json] [--help]',
    '',
    ...lines,
    '',
    'Settings are read from NUAGE_… variables and from the file that NUAGE_CONFIG names.',
  ].join('\n')
}
