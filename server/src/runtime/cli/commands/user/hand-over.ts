import type { SpaceHandedOver } from '../../../../domain/spaces/hand-over/hand-over.ts'
import type { House } from '../../../house.ts'
import { command, UsageError } from '../../command.ts'
import { progressLine } from '../../progress.ts'

const options = { to: { type: 'string' }, 'dry-run': { type: 'boolean' } } as const

const sum = (done: SpaceHandedOver): string =>
  [
    `${done.files} files and ${done.folders} folders, ${done.bytes} bytes`,
    `${done.versionsBytes} bytes of versions`,
    `${done.trashed} deletions`,
    `${done.shares} shares`,
    `${done.links} links, ${done.boxes} of them collection boxes`,
  ].join(', ')

const left = ({ received, passedOn }: SpaceHandedOver): string[] =>
  received + passedOn === 0
    ? []
    : [`not handed over: ${received} things that others share with them, ${passedOn} that they passed on`]

const room = ({ bytes, free }: SpaceHandedOver): string[] =>
  free === null || bytes <= free
    ? []
    : [`there is not enough room: ${bytes} bytes are needed, ${free} are free`]

export const userHandOver = command<typeof options, House>({
  name: 'user hand-over',
  summary: 'Give all that somebody has to a colleague: files, shares, links, boxes, versions, trash',
  usage: 'ID --to COLLEAGUE [--dry-run]',
  options,
  args: { min: 1, max: 1 },
  async run({ args, options, house, answer }) {
    const { handOverSpace } = await import('../../../../domain/spaces/hand-over/hand-over.ts')
    const { SYSTEM } = await import('../../../../vocabulary/actor.ts')
    if (options.to === undefined) throw new UsageError('say --to whom')
    const { domain } = await house()
    const dryRun = options['dry-run'] === true
    const progress = progressLine()
    const done = await handOverSpace(domain, SYSTEM, {
      ...{ from: args[0]!, to: options.to, dryRun },
      progress: (things) => progress.show(`handed over ${things}`),
    })
    progress.end()
    const lines = dryRun
      ? [`${done.from} would hand over to ${done.to}: ${sum(done)}`, ...left(done), ...room(done)]
      : [`${done.from} handed over to ${done.to}, in “${done.folder}”: ${sum(done)}`, ...left(done)]
    answer(lines.join('\n'), { dryRun, ...done })
    return 0
  },
})
