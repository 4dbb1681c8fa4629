import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type Credentials, Client as DavClient } from '../protocol/client.ts'
import { type Daemon, freePort, removeAtExit, run, startDaemon, until } from '../rigs/daemon.ts'

const program = join(import.meta.dirname, '../../bin/nuage')

/** Milliseconds; the first start of a checkout builds the program. */
const START = 60_000

/** The real program as a process of its own, on data of its own. */
export interface Server {
  readonly url: string
  readonly data: string
  readonly pid: number
  /** A new person with an app password, both made on the command line beside the running server. */
  addPerson(id: string): Promise<Credentials>
  /** What a person signs in with on the pages, from now on. */
  setPassword(id: string, password: string): Promise<void>
  /** One command of `nuage`, with `--json`; rejects with what it said when it fails. */
  command(...words: string[]): Promise<unknown>
  /** The same with a secret that the command reads. */
  commandWith(secret: string, ...words: string[]): Promise<unknown>
  /** A raw client, whose every answer is read with the eyes of the clients. */
  client(who: Credentials): DavClient
  /** What it has written since its last start. */
  log(): string
  /** Processor seconds since its last start. */
  cpuSeconds(): Promise<number>
  /** Ends it as a power cut would, and starts it again on the same address. */
  killAndRestart(): Promise<void>
  /** Tells it to stop; fails unless it ends well, has complained of nothing, and its data is sound. */
  stop(): Promise<void>
}

const TICKS_PER_SECOND = 100

async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  // The name in parentheses may hold blanks; the times are the 14th and 15th field of the whole line.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

const complaints = (log: string): string[] =>
  log.split('\n').filter((line) => /"level":"(?:warn|error|fatal)"/.test(line))

export async function startServer(): Promise<Server> {
  const data = await mkdtemp(join(tmpdir(), 'nuage-clients-'))
  removeAtExit(data)
  const port = await freePort()
  const env = { PATH: process.env.PATH, NUAGE_DATA: data, NUAGE_LISTEN: `127.0.0.1:${port}` }
  let daemon: Daemon
  let url = ''

  async function start(): Promise<void> {
    daemon = startDaemon(process.execPath, [program, 'serve'], { env, remember: 1_000_000 })
    const announced = () => /^Nuage is ready at (\S+)$/m.exec(daemon.output())?.[1]
    await until(daemon, 'nuage serve', async () => announced() !== undefined, START)
    url = announced()!
  }

  async function commandWith(secret: string | undefined, ...words: string[]): Promise<unknown> {
    const input = secret === undefined ? undefined : `${secret}\n`
    return JSON.parse(await run(process.execPath, [program, ...words, '--json'], { env }, input))
  }
  const command = (...words: string[]): Promise<unknown> => commandWith(undefined, ...words)

  await start()
  return {
    get url() {
      return url
    },
    data,
    get pid() {
      return daemon.pid
    },
    ...{ command, commandWith },
    client: (who) => new DavClient(url, who),
    log: () => daemon.output(),
    cpuSeconds: () => cpuSeconds(daemon.pid),
    async addPerson(id) {
      await command('user', 'add', id)
      const issued = (await command('token', 'add', id, '--name', 'clients')) as { appPassword: string }
      return { user: id, password: issued.appPassword }
    },
    async setPassword(id, password) {
      await run(process.execPath, [program, 'user', 'set', id, '--password-stdin'], { env }, `${password}\n`)
    },
    async killAndRestart() {
      await daemon.stop('SIGKILL')
      await start()
    },
    async stop() {
      await daemon.stop('SIGTERM')
      expect(await daemon.ended).toBe(0)
      expect(complaints(daemon.output())).toEqual([])
      expect(await command('doctor')).toMatchObject({ clean: true, findings: [] })
      await rm(data, { recursive: true })
    },
  }
}
