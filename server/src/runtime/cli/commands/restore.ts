import { resolve } from 'node:path'
import type { Manifest } from '../../../storage/archive/archive.ts'
import type { FolderArchive } from '../../../storage/archive/folder.ts'
import type { House } from '../../house.ts'
import { CommandError, command } from '../command.ts'
import { progressLine } from '../progress.ts'

/**
 * Under another secret, what was signed or sealed before would no longer be believed.
 * @returns the secret to adopt; undefined when NUAGE_SECRET is the right one.
 */
async function secretFor(
  { config, domain }: House,
  archive: FolderArchive,
  manifest: Manifest,
): Promise<string | undefined> {
  const { deriveKey, markOf } = await import('../../config/secrets.ts')
  if (config.secret !== undefined) {
    if (markOf(domain.secret) === manifest.secretMark) return undefined
    throw new CommandError('NUAGE_SECRET is not the secret under which the backup was taken')
  }
  const secret = await archive.secret()
  if (secret === undefined)
    throw new CommandError('the backup does not hold its secret: set NUAGE_SECRET to what it was')
  if (markOf(deriveKey(secret)) !== manifest.secretMark)
    throw new CommandError('the secret in the backup is not the one under which it was taken')
  return secret
}

const options = { incomplete: { type: 'boolean' } } as const

export const restore = command<typeof options, House>({
  name: 'restore',
  summary: 'Fill an empty instance from a backup, whatever database and blob store it had',
  usage: 'FOLDER [--incomplete]',
  options,
  args: { min: 1, max: 1 },
  async run({ args, options, house, answer }) {
    const [{ restoreBackup }, { FolderArchive }, { adoptSecret }, { serveAlone }] = await Promise.all([
      import('../../../domain/backup/restore.ts'),
      import('../../../storage/archive/folder.ts'),
      import('../../config/secrets.ts'),
      import('../../../storage/records/sole-server.ts'),
    ])
    const archive = await FolderArchive.open(resolve(args[0]!))
    const manifest = (await archive.manifest())!
    const opened = await house()
    const { database } = opened.config
    // Whoever serves meanwhile would give out ids that the backup holds already.
    const letGo = database.kind === 'sqlite' ? serveAlone(database.file) : undefined
    const secret = await secretFor(opened, archive, manifest)
    const progress = progressLine()
    const restored = await restoreBackup(opened.domain, archive, {
      incomplete: options.incomplete === true,
      accepted: async () => {
        if (secret !== undefined) await adoptSecret(opened.config, secret)
      },
      progress: ({ rows, blobs }) => progress.show(`restored ${blobs} blobs, ${rows} rows`),
    })
    progress.end()
    letGo?.()
    const taken = new Date(manifest.taken).toISOString()
    const lines = [
      `restored ${restored.rows} rows and ${restored.blobs} blobs as they were at ${taken}`,
      ...restored.lost.map((key) => `the blob ${key} is not in the backup: nuage doctor names its files`),
    ]
    answer(lines.join('\n'), { taken, ...restored })
    return restored.lost.length === 0 ? 0 : 1
  },
})
