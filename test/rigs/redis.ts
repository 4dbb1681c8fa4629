import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { forgetFolder, freePort, removeAtExit, startDaemon, until } from './daemon.ts'
import { program } from './installed.ts'

export interface RedisRig {
  /** `redis://127.0.0.1:<port>` */
  readonly address: string
  /** Ends it without a word; `resume` brings it back at the same address, empty. */
  kill(): Promise<void>
  resume(): Promise<void>
  /** It keeps its connections and answers nothing, until thawed. */
  freeze(): void
  thaw(): void
  stop(): Promise<void>
}

/** A Redis of its own on a free loopback port, which keeps nothing. */
export async function startRedis(): Promise<RedisRig> {
  const folder = await mkdtemp(join(tmpdir(), 'nuage-redis-'))
  removeAtExit(folder)
  const port = await freePort()
  const start = () =>
    startDaemon(
      program('redis-server'),
      ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no', '--dir', folder],
      { cwd: folder },
    )
  const answers = () => until(daemon, 'Redis', () => ping(port))
  let daemon = start()
  await answers()
  return {
    address: `redis://127.0.0.1:${port}`,
    kill: () => daemon.stop('SIGKILL'),
    async resume() {
      daemon = start()
      await answers()
    },
    freeze: () => process.kill(daemon.pid, 'SIGSTOP'),
    thaw: () => process.kill(daemon.pid, 'SIGCONT'),
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
