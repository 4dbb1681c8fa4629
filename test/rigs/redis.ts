import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { forgetFolder, freePort, removeAtExit, startDaemon, until } from './daemon.ts'
import { program } from './installed.ts'

export interface RedisRig {
  /** `redis://127.0.0.1:<port>` */
  readonly address: string
  stop(): Promise<void>
}

/** A Redis of its own on a free loopback port, which keeps nothing. */
export async function startRedis(): Promise<RedisRig> {
  const folder = await mkdtemp(join(tmpdir(), 'nuage-redis-'))
  removeAtExit(folder)
  const port = await freePort()
  const daemon = startDaemon(
    program('redis-server'),
    ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no', '--dir', folder],
    { cwd: folder },
  )
  await until(daemon, 'Redis', () => ping(port))
  return {
    address: `redis://127.0.0.1:${port}`,
    async stop() {
      await daemon.stop()
      await rm(folder, { recursive: true, force: true })
      forgetFolder(folder)
    },
  }
}

function ping(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
  socket.once('data', (answer) => {
    resolve(String(answer).startsWith('+PONG'))
    socket.destroy()
  })
  socket.once('error', () => resolve(false))
  return promise
}
