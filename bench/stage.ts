import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeAtExit } from '../test/rigs/daemon.ts'
import { installed } from '../test/rigs/installed.ts'
import { startPostgres } from '../test/rigs/postgres.ts'
import { startS3 } from '../test/rigs/s3.ts'
import { layFolder } from './fixtures/lay-folder.ts'
import { layTeamSpace } from './fixtures/lay-team-space.ts'
import { type Load, openLoad } from './load/load.ts'
import { startApache } from './peers/apache.ts'
import type { Contender } from './peers/contender.ts'
import { startNginx } from './peers/nginx.ts'
import { type Nuage, startNuage } from './peers/nuage.ts'
import { startRclone } from './peers/rclone.ts'
import type { Sizes } from './sizes.ts'

const PEERS = { apache: startApache, nginx: startNginx, rclone: startRclone }
export type PeerName = keyof typeof PEERS

export interface StageOptions {
  readonly sizes: Sizes
  readonly rounds: number
  readonly profile?: string
}

/** What operations work with. Servers and fixtures are made when first asked for, and shared. */
export interface Bench extends StageOptions {
  readonly load: Load
  /** For whatever an operation keeps. */
  readonly folder: string
  /** For a house of an operation's own. */
  readonly nuageOptions: { readonly profile?: string }
  nuage(): Promise<Nuage>
  /** Ourselves on PostgreSQL and S3. @throws Error where the machine lacks them. */
  onServers(): Promise<Nuage>
  /** A database and a bucket for a house of an operation's own. @throws Error where the machine lacks them. */
  servers(): Promise<Servers>
  peer(name: PeerName): Promise<Contender>
  /** Ourselves and these peers. */
  contenders(...peers: PeerName[]): Promise<Contender[]>
  /** The path of a folder with `sizes.entries` small files, below the contender's base. */
  bigFolder(contender: Contender): Promise<string>
  close(): Promise<void>
}

const ON_SERVERS = 'nuage on PostgreSQL and S3'

export interface Servers {
  readonly database: string
  readonly blobs: string
  /** The process that all of PostgreSQL's descend from. */
  readonly postgres: number
}

async function startServers(backing: { stop(): Promise<void> }[]): Promise<Servers> {
  if (!installed('postgres') || !installed('s3')) throw new Error('PostgreSQL or S3 is not installed')
  const postgres = await startPostgres()
  backing.push(postgres)
  const s3 = await startS3()
  backing.push(s3)
  return { database: await postgres.createDatabase(), blobs: s3.bucket(), postgres: postgres.pid() }
}

/** Runs what was asked for before only once. */
function once<T>(make: (key: string) => Promise<T>): { get(key: string): Promise<T>; ended(): Promise<T[]> } {
  const made = new Map<string, Promise<T>>()
  return {
    get(key) {
      let value = made.get(key)
      if (value === undefined) {
        value = make(key)
        made.set(key, value)
      }
      return value
    },
    async ended() {
      const settled = await Promise.allSettled(made.values())
      return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    },
  }
}

export async function openStage(options: StageOptions): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'nuage-bench-'))
  removeAtExit(folder)
  // A peer that gives up root must still reach its own part of it.
  await chmod(folder, 0o711)
  const load = openLoad()
  const nuageOptions = options.profile === undefined ? {} : { profile: options.profile }
  const backing: { stop(): Promise<void> }[] = []
  const nuages = once(async (name) =>
    startNuage(folder, {
      name,
      lay: layTeamSpace,
      ...(name === ON_SERVERS ? await startServers(backing) : {}),
      ...nuageOptions,
    }),
  )
  const peers = once((name) => PEERS[name as PeerName](folder))
  const nuage = () => nuages.get('nuage')
  const peer = (name: PeerName) => peers.get(name)
  async function close(): Promise<void> {
    load.close()
    const servers = [...(await nuages.ended()), ...(await peers.ended()), ...backing]
    for (const server of servers) await server.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  let closing: Promise<void> | undefined
  const laid = new Map<Contender, Promise<string>>()
  return {
    ...options,
    load,
    folder,
    nuageOptions,
    nuage,
    onServers: () => nuages.get(ON_SERVERS),
    servers: () => startServers(backing),
    peer,
    contenders: async (...names) => [await nuage(), ...(await Promise.all(names.map(peer)))],
    bigFolder(contender) {
      let path = laid.get(contender)
      if (path === undefined) {
        path = layFolder(load, contender, 'crowded', options.sizes.entries)
        laid.set(contender, path)
      }
      return path
    },
    close: () => {
      closing ??= close()
      return closing
    },
  }
}
