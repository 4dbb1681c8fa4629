import { createHash } from 'node:crypto'
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../../test/rigs/daemon.ts'
import { basic, USER } from './contender.ts'

export interface Place {
  /** For configuration, logs and temporary files. */
  readonly work: string
  /** What the peer serves. */
  readonly files: string
  readonly htpasswd: string
  readonly headers: Readonly<Record<string, string>>
}

const PASSWORD = 'measured-on-loopback'

/**
 * Folders for a peer. Its passwords are kept with the cheapest hash that all of them read: what a request costs is
 * to be the work on files, as it is for us with an app password.
 */
export async function makePlace(folder: string, name: string): Promise<Place> {
  const work = join(folder, name)
  const files = join(work, 'files')
  await mkdir(files, { recursive: true })
  await mkdir(join(work, 'temp'))
  const htpasswd = join(work, 'htpasswd')
  const hash = createHash('sha1').update(PASSWORD).digest('base64')
  await writeFile(htpasswd, `${USER}:{SHA}${hash}\n`)
  return { work, files, htpasswd, headers: { Authorization: basic(USER, PASSWORD) } }
}

/** Servers that start as root serve as somebody else, who must be able to write. */
export async function handOver(place: Place, account: string): Promise<void> {
  const [uid, gid] = await Promise.all([run('id', ['-u', account]), run('id', ['-g', account])])
  await chmod(place.work, 0o755)
  for (const folder of ['files', 'temp']) await chown(join(place.work, folder), Number(uid), Number(gid))
}

export const isRoot = (): boolean => process.getuid?.() === 0
