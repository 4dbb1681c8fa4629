import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Credentials } from '../../protocol/client.ts'
import { freshFolder, inventory, removeFolder } from '../folder.ts'
import { type Ran, type Running, startClient } from '../run-client.ts'
import type { Server } from '../server.ts'

export interface Asked {
  readonly method: string
  /** Decoded, below the server's address. */
  readonly path: string
}

/** One run of the sync client. */
export interface Synced extends Ran {
  /** What it asked the server, from its own log. */
  readonly requests: readonly Asked[]
  /** Every warning and error of its log that is not about itself alone. */
  readonly complaints: readonly string[]
}

/** A computer with the sync client on it: a folder, and a home for what the client keeps. */
export interface Device {
  readonly folder: string
  /** Runs to the end; fails when anything at all is complained of. */
  sync(): Promise<Synced>
  /** Runs to the end, whatever comes of it. */
  attempt(): Promise<Synced>
  /** @param listen hears the log. */
  start(listen?: (text: string) => void): Running
  inventory(): Promise<Record<string, string>>
  remove(): Promise<void>
}

/** As the client's log writes them: numbers for what Qt has functions for, names for all others. */
const OPERATIONS: Readonly<Record<string, string>> = { 1: 'HEAD', 2: 'GET', 3: 'PUT', 4: 'POST', 5: 'DELETE' }

const REQUEST = /\[ info nextcloud\.sync\.accessmanager \]:\t(\d) "(\w*)" "([^"]+)" has X-Request-ID/g

export const requestsIn = (log: string): Asked[] =>
  [...log.matchAll(REQUEST)].map(([, operation, verb, url]) => ({
    method: OPERATIONS[operation!] ?? verb!,
    path: decodeURIComponent(url!.replace(/^\w+:\/\/[^/]+/, '').replace(/\?.*$/, '')),
  }))

const COMPLAINT =
  /\[ (?:warning|critical|fatal) |Server reported no|X-OC-MTime|SyncFileItem::(?:\w*Error|Restoration|FileIgnored|FileLocked|Blacklisted\w*)/

/**
 * Warnings that it gives against any server: of its own files, of work it finds done, of old files that are new
 * to it, of folders, whose size on a local disk is 4,096, and of a place that is gone as it should be after a move.
 */
const USUAL = new RegExp(
  [
    'System exclude list file could not be read',
    'PropagateRemoteMkdir\\(\\w+\\) with status OCC::SyncFileItem::Success',
    'was modified before the last sync run and is not in the sync journal and server',
    'Useless task found for file',
    'ContentNotFoundError .*404 Not Found.* to .*PROPFIND ',
    'File sizes differ on server vs sync journal: {2}4096 \\d+',
  ].join('|'),
)

export const complaintsIn = (log: string): string[] =>
  log.split('\n').filter((line) => COMPLAINT.test(line) && !USUAL.test(line))

const read = (ran: Ran): Synced => ({
  ...ran,
  requests: requestsIn(ran.output),
  complaints: complaintsIn(ran.output),
})

/** @param env for the client program. */
export async function newDevice(
  server: Pick<Server, 'url'>,
  who: Credentials,
  env: NodeJS.ProcessEnv = {},
): Promise<Device> {
  const root = await freshFolder('device')
  const home = join(root, 'home')
  const folder = join(root, 'folder')
  for (const made of [home, folder]) await mkdir(made)
  const fixed = [
    '--non-interactive',
    '--trust',
    '--max-sync-retries',
    '1',
    '-u',
    who.user,
    '-p',
    who.password,
  ]

  const start = (listen?: (text: string) => void): Running =>
    startClient('nextcloudcmd', [...fixed, folder, server.url], {
      env: { HOME: home, ...env },
      limit: 110,
      ...(listen === undefined ? {} : { listen }),
    })
  const attempt = async (): Promise<Synced> => read(await start().ended)
  return {
    folder,
    start,
    attempt,
    async sync() {
      const ran = await attempt()
      expect(ran.complaints).toEqual([])
      expect(ran.code, ran.output.slice(-5_000)).toBe(0)
      return ran
    },
    inventory: () => inventory(folder),
    remove: () => removeFolder(root),
  }
}

/** How many requests of each method it made for files and folders. */
export function counts({ requests }: Pick<Synced, 'requests'>): Record<string, number> {
  const all: Record<string, number> = {}
  for (const { method, path } of requests)
    if (path.startsWith('/remote.php/dav/')) all[method] = (all[method] ?? 0) + 1
  return all
}
