import { freePort, startDaemon, until } from '../../test/rigs/daemon.ts'
import { findProgram } from '../../test/rigs/installed.ts'
import { answers } from './answers.ts'
import type { Contender } from './contender.ts'
import { makePlace } from './place.ts'

/** `rclone serve webdav` on a local folder. */
export async function startRclone(folder: string): Promise<Contender> {
  const program = findProgram('rclone')
  if (program === undefined) throw new Error('rclone is not installed')
  const place = await makePlace(folder, 'rclone')
  const port = await freePort()
  const daemon = startDaemon(
    program,
    [
      ...['serve', 'webdav', place.files, '--addr', `127.0.0.1:${port}`, '--htpasswd', place.htpasswd],
      ...['--config', '', '--cache-dir', `${place.work}/temp`, '--log-level', 'ERROR'],
    ],
    { cwd: place.work, env: { PATH: process.env.PATH, HOME: place.work } },
  )
  await until(daemon, 'rclone', () => answers(port), 20_000)
  return {
    name: 'rclone',
    roots: [daemon.pid],
    port,
    base: '',
    headers: place.headers,
    folder: place.files,
    stop: () => daemon.stop('SIGTERM'),
  }
}
