import { runCli } from './cli/cli.ts'
import { commands } from './cli/commands/commands.ts'

process.exitCode = await runCli(commands, process.argv.slice(2), {
  environment: process.env,
  folder: process.cwd(),
  input: process.stdin,
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  openHouse: async (config) => {
    const [{ openHouse }, { openLog }] = await Promise.all([import('./house.ts'), import('./log.ts')])
    return openHouse(config, openLog())
  },
})
