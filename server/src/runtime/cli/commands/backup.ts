import { resolve } from 'node:path'
import type { House } from '../../house.ts'
import { program } from '../../program.ts'
import { CommandError, command } from '../command.ts'
import { progressLine } from '../progress.ts'

export const backup = command<Record<never, never>, House>({
  name: 'backup',
  summary: 'Save everything into a folder, also beside a running server; again into the same one is quick',
  usage: 'FOLDER',
  options: {},
  args: { min: 1, max: 1 },
  async run({ args, house, answer }) {
    const [{ takeBackup }, { FolderArchive }, { keepSecret, markOf }] = await Promise.all([
      import('../../../domain/backup/take.ts'),
      import('../../../storage/archive/folder.ts'),
      import('../../config/secrets.ts'),
    ])
    const folder = resolve(args[0]!)
    const { domain, config } = await house()
    const archive = await FolderArchive.make(folder)
    const before = await archive.manifest()
    if (before !== undefined && before.instance !== domain.instanceId)
      throw new CommandError(`${folder} holds the backup of another instance: choose another folder`)
    // Whoever keeps the secret out of the data folder does not want it on the backup's disk either.
    if (config.secret === undefined) await archive.keepSecret(await keepSecret(config))
    else await archive.forgetSecret()
    const progress = progressLine()
    const taken = await takeBackup(domain, archive, {
      version: program.version,
      secretMark: markOf(domain.secret),
      progress: ({ rows, blobs }) => progress.show(`saved ${rows} rows, ${blobs} blobs`),
    })
    progress.end()
    const lines = [
      `saved ${taken.rows} rows and ${taken.blobs} blobs of ${taken.bytes} bytes in ${folder}, ${taken.copied} of them new`,
      ...taken.damaged.map(
        (key) => `the blob ${key} is lost or damaged in this instance: nuage doctor names its files`,
      ),
    ]
    answer(lines.join('\n'), { folder, ...taken })
    return taken.damaged.length === 0 ? 0 : 1
  },
})
