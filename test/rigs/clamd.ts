import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { forgetFolder, removeAtExit, startDaemon, until } from './daemon.ts'
import { program } from './installed.ts'

/** What the one signature looks for: harmless, and in no file by accident. */
export const MARKER = 'NUAGE-TEST-MALWARE-b7c1f0'
/** As clamd tells it: signatures that are not official are called so. */
export const THREAT = 'Nuage.Test.UNOFFICIAL'

/** So many bytes clamd takes of one file. */
export const LARGEST = 1024 * 1024

export interface Clamd {
  /** Path of its socket: the value of `NUAGE_CLAMD`. */
  readonly socket: string
  start(): Promise<void>
  /** The socket stays away until it is started again. */
  stop(): Promise<void>
  dispose(): Promise<void>
}

/** ClamAV's daemon with a signature made by hand, in a folder of its own. It is started. */
export async function openClamd(): Promise<Clamd> {
  const folder = await mkdtemp(join(tmpdir(), 'nuage-clamd-'))
  removeAtExit(folder)
  const socket = join(folder, 'clamd.sock')
  await writeFile(join(folder, 'nuage.ndb'), `Nuage.Test:0:*:${Buffer.from(MARKER).toString('hex')}\n`)
  await writeFile(
    join(folder, 'clamd.conf'),
    [
      ...[
        `LocalSocket ${socket}`,
        'FixStaleSocket yes',
        `DatabaseDirectory ${folder}`,
        `TemporaryDirectory ${folder}`,
      ],
      ...['Foreground yes', 'SelfCheck 0', 'MaxThreads 4', `StreamMaxLength ${LARGEST}`],
      '',
    ].join('\n'),
  )
  let daemon: ReturnType<typeof startDaemon> | undefined
  const clamd: Clamd = {
    socket,
    async start() {
      const started = startDaemon(program('clamd'), ['--config-file', join(folder, 'clamd.conf')])
      daemon = started
      await until(started, 'clamd', () => answers(socket))
    },
    async stop() {
      await daemon?.stop()
      await rm(socket, { force: true })
    },
    async dispose() {
      await daemon?.stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
      forgetFolder(folder)
    },
  }
  await clamd.start().catch(async (fault: unknown) => {
    await clamd.dispose()
    throw fault
  })
  return clamd
}

async function answers(path: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(path)
    socket.on('error', () => resolve(false))
    socket.on('data', (piece) => {
      socket.destroy()
      resolve(piece.toString().startsWith('PONG'))
    })
    socket.write('zPING\0')
  })
}
