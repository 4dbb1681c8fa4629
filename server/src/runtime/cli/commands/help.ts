import { command } from '../command.ts'
import { findCommand } from '../find-command.ts'
import { helpFor, helpForAll, usageLine } from '../help.ts'

export const help = command({
  name: 'help',
  summary: 'Show what the commands do',
  usage: '[COMMAND]',
  options: {},
  args: { min: 0, max: 2 },
  async run({ args, commands, answer }) {
    const shown = args.length === 0 ? commands : [findCommand(commands, args).command]
    const text = args.length === 0 ? helpForAll(shown) : helpFor(shown[0]!)
    answer(
      text,
      shown.map((each) => ({ name: each.name, summary: each.summary, usage: usageLine(each) })),
    )
    return 0
  },
})
