import { mkdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { freePort, run, startDaemon, until } from '../../test/rigs/daemon.ts'
import { answers } from './answers.ts'
import { basic, type Contender, USER } from './contender.ts'

export const ROOT = resolve(import.meta.dirname, '../..')
export const PROGRAM = join(ROOT, 'bin/nuage')

export interface NuageOptions {
  readonly name: string
  /** As NUAGE_DATABASE and NUAGE_BLOBS; without them SQLite and disk. */
  readonly database?: string
  readonly blobs?: string
  /** Leave a CPU profile here when it ends. */
  readonly profile?: string
  /** Done to the data before the server starts. */
  lay?(environment: NodeJS.ProcessEnv): Promise<void>
}

export interface Nuage extends Contender {
  readonly environment: NodeJS.ProcessEnv
  /** An app password, as the sync clients use. */
  readonly password: string
  /** The same server for another account, made here. */
  as(user: string): Promise<Nuage>
}

/** The built program, started as anybody starts it. */
export async function startNuage(folder: string, options: NuageOptions): Promise<Nuage> {
  const data = join(folder, options.name.replaceAll(' ', '-'))
  await mkdir(data, { recursive: true })
  const port = await freePort()
  const environment = environmentOf(data, port, options)
  const headers = await addAccount(environment, USER)
  await options.lay?.(environment)
  const profiling =
    options.profile === undefined
      ? {}
      : { NODE_OPTIONS: `--cpu-prof --cpu-prof-interval=500 --cpu-prof-dir=${resolve(options.profile)}` }
  const daemon = startDaemon(PROGRAM, ['serve'], { cwd: data, env: { ...environment, ...profiling } })
  await until(daemon, 'Nuage', () => answers(port, '/status.php'), 30_000)
  const forAccount = (user: string, { authorization, password }: Account): Nuage => ({
    name: options.name,
    roots: [daemon.pid],
    port,
    base: `/remote.php/dav/files/${user}`,
    headers: { Authorization: authorization },
    password,
    environment,
    as: async (other) => forAccount(other, await addAccount(environment, other)),
    stop: () => daemon.stop('SIGTERM'),
  })
  return forAccount(USER, headers)
}

/** The brought Node comes first, as it does under `npm start`: then the launcher becomes the server. */
function environmentOf(data: string, port: number, { database, blobs }: NuageOptions): NodeJS.ProcessEnv {
  return {
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    HOME: data,
    NUAGE_DATA: data,
    NUAGE_LISTEN: `127.0.0.1:${port}`,
    NUAGE_THROTTLE: 'off',
    ...(database === undefined ? {} : { NUAGE_DATABASE: database }),
    ...(blobs === undefined ? {} : { NUAGE_BLOBS: blobs }),
  }
}

interface Account {
  readonly authorization: string
  readonly password: string
}

async function addAccount(environment: NodeJS.ProcessEnv, user: string): Promise<Account> {
  const options = { env: environment, cwd: environment.NUAGE_DATA! }
  await run(PROGRAM, ['user', 'add', user, '--quota', '500GB', '--json'], options)
  const printed = await run(PROGRAM, ['token', 'add', user, '--name', 'bench', '--json'], options)
  const { appPassword } = JSON.parse(printed) as { appPassword: string }
  return { authorization: basic(user, appPassword), password: appPassword }
}
