import type { RolledBack } from '../../../domain/rollback/roll-back.ts'
import type { House } from '../../house.ts'
import { CommandError, command, UsageError } from '../command.ts'
import { progressLine } from '../progress.ts'
import { readTime } from '../read-time.ts'

const options = { at: { type: 'string' }, 'dry-run': { type: 'boolean' } } as const

const WHY = {
  purged: 'was deleted for good',
  elsewhere: 'lies in another space now',
  content: 'what it held is no longer kept',
  place: 'the folder it lay in was deleted for good',
  changed: 'was changed by somebody else meanwhile',
} as const

const sum = ({ moved, reverted, restored, remade, removed }: RolledBack): string =>
  [
    `${restored} brought back out of the trash`,
    `${reverted} given back what they held`,
    `${moved} moved back`,
    `${removed} younger ones put into the trash`,
    ...(remade > 0 ? [`${remade} folders made again`] : []),
  ].join(', ')

export const rollback = command<typeof options, House>({
  name: 'rollback',
  summary: 'Put the files of a person, or one folder, back to how they were at a time',
  usage: 'USER [PATH] --at TIME [--dry-run]',
  options,
  args: { min: 1, max: 2 },
  async run({ args, options, house, answer }) {
    const [{ rollBack }, { findPerson }, { SYSTEM }] = await Promise.all([
      import('../../../domain/rollback/roll-back.ts'),
      import('../../../domain/accounts/people/find.ts'),
      import('../../../vocabulary/actor.ts'),
    ])
    const [id, path = '/'] = args as [string, string?]
    if (options.at === undefined) throw new UsageError('say --at which time, such as --at 2026-11-22T10:42')
    const { domain, config } = await house()
    const at = readTime(options.at, config.timezone, domain.now())
    const person = await findPerson(domain, id)
    if (person === undefined) throw new CommandError(`there is no account “${id}”`)
    const progress = progressLine()
    const dryRun = options['dry-run'] === true
    const done = await rollBack(domain, SYSTEM, {
      space: person.space,
      path: path.split('/').filter((name) => name !== ''),
      at,
      dryRun,
      progress: (done, all) => progress.show(`put back ${done} of ${all}`),
    })
    progress.end()
    const when = new Date(at * 1000).toISOString()
    const lines = [
      ...done.lost.map((one) => `${one.path}: ${WHY[one.why]}`),
      `${path} of ${person.id} ${dryRun ? 'would be' : 'is'} as it was at ${when}: ${sum(done)}`,
      ...(done.lost.length > 0 ? [`${done.lost.length} could not be put back, see above`] : []),
    ]
    answer(lines.join('\n'), { user: person.id, path, at: when, dryRun, ...done })
    return 0
  },
})
