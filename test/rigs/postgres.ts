import { randomBytes } from 'node:crypto'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Account, forgetFolder, freePort, removeAtExit, run, startDaemon, until } from './daemon.ts'
import { program } from './installed.ts'

export interface PostgresRig {
  /** Address of the server's maintenance database, for `createDatabase`. */
  readonly server: string
  /** The server's own process; all others descend from it. */
  pid(): number
  /** Address of a new, empty database. */
  createDatabase(): Promise<string>
  /** Ends the server as a restart does; `resume` brings it back with all its data, at the same address. */
  halt(): Promise<void>
  resume(): Promise<void>
  stop(): Promise<void>
}

interface PostgresOptions {
  /** Off makes commits cheap; on, as in production, unless the test is about something else. */
  fsync?: boolean
}

/** A throw-away PostgreSQL cluster on a free loopback port. */
export async function startPostgres({ fsync = true }: PostgresOptions = {}): Promise<PostgresRig> {
  const as = await unprivileged()
  const folder = await mkdtemp(join(tmpdir(), 'nuage-pg-'))
  removeAtExit(folder)
  if (as) await chown(folder, as.uid, as.gid)
  const data = join(folder, 'data')
  const environment = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' }
  await run(
    program('initdb'),
    ['-D', data, '-U', 'nuage', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    { as, cwd: folder, env: environment },
  )
  const port = await freePort()
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: folder,
    max_connections: 200,
    fsync: fsync ? 'on' : 'off',
    // Databases are made by copying a template, which otherwise waits for a checkpoint spread over minutes.
    checkpoint_completion_target: 0,
  }
  const start = () =>
    startDaemon(
      program('postgres'),
      ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      // SIGQUIT: it ends at once and takes its own children and shared memory with it.
      { as, cwd: folder, env: environment, orphaned: 'QUIT' },
    )
  const server = `postgres://nuage@127.0.0.1:${port}/postgres`
  const answers = () =>
    until(daemon, 'PostgreSQL', async () => {
      await query(server, 'select 1')
      return true
    })
  let daemon = start()
  await answers()
  return {
    server,
    pid: () => daemon.pid,
    createDatabase: () => createDatabase(server),
    halt: () => daemon.stop('SIGINT'),
    async resume() {
      daemon = start()
      await answers()
    },
    async stop() {
      await daemon.stop('SIGINT')
      await rm(folder, { recursive: true, force: true })
      forgetFolder(folder)
    },
  }
}

/** PostgreSQL refuses to run as root: then it runs as the account Debian made for it. */
async function unprivileged(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])])
  return { uid: Number(uid), gid: Number(gid) }
}

/** @param server address of a server's maintenance database */
export async function createDatabase(server: string): Promise<string> {
  const name = `nuage_${randomBytes(8).toString('hex')}`
  await query(server, `create database ${name} template template0`)
  const address = new URL(server)
  address.pathname = `/${name}`
  return address.href
}

/** Drops the database, whoever is still connected. */
export async function dropDatabase(server: string, database: string): Promise<void> {
  const name = new URL(database).pathname.slice(1)
  await query(server, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
}

async function query(address: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
