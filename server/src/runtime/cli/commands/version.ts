import { program } from '../../program.ts'
import { command } from '../command.ts'

export const version = command({
  name: 'version',
  summary: 'Say which version this is',
  usage: '',
  options: {},
  args: { min: 0, max: 0 },
  async run({ answer }) {
    answer(`Nuage ${program.version}`, { version: program.version, node: process.versions.node })
    return 0
  },
})
