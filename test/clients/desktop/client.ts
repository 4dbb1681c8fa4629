import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type Daemon, startDaemon } from '../../rigs/daemon.ts'
import { program } from '../../rigs/installed.ts'
import type { Shown } from './accessibility.ts'
import { askFileManagerSocket, askMenu, chooseFromMenu, type MenuItem } from './file-manager.ts'
import type { Session } from './session.ts'

/** Milliseconds; a machine may be very busy, and the client asks for its sign-in every half minute only. */
const LIMIT = 240_000

/** Milliseconds after which a button that did nothing is pressed again: windows that are just opening lose it. */
const AGAIN = 5_000

/** The graphical sync client, running on a desktop. */
export interface DesktopClient {
  /** The folder it keeps, at the place that it proposes. */
  readonly folder: string
  /** Waits until the condition holds; fails with what is on the screen. */
  until(what: string, holds: () => Promise<boolean>): Promise<void>
  /** Waits until something of this role and name is shown and may be used. */
  find(role: string, name: string | RegExp): Promise<Shown>
  /** Presses a button, again if nothing comes of it, until this holds. */
  press(name: string, until: () => Promise<boolean>): Promise<void>
  /** Ticks a box with the mouse, again if nothing comes of it, until this holds. */
  check(name: string, until: () => Promise<boolean>): Promise<void>
  /** Whether something of this role and name is shown and may be used. */
  shows(role: string, name: string | RegExp): Promise<boolean>
  /** How many of this role are shown. */
  count(role: string): Promise<number>
  /** What it has logged since its first, second … start. */
  log(life: number): Promise<string>
  /** What the file manager would mark the file with: `OK` is the green mark. */
  mark(path: string): Promise<string>
  /** What the file manager would offer for the file, by the names of the commands. */
  menu(path: string): Promise<ReadonlyMap<string, MenuItem>>
  choose(command: string, path: string): Promise<void>
  /** Closes it as the end of a session does. */
  stop(): Promise<void>
  start(): void
}

const matches = (name: string, wanted: string | RegExp): boolean =>
  typeof wanted === 'string' ? name === wanted : wanted.test(name)

export function startDesktopClient(session: Session): DesktopClient {
  const folder = join(session.home, 'Nextcloud')
  const socket = join(session.runtime, 'Nextcloud/socket')
  let lives = 0
  let daemon: Daemon

  const logFile = (life: number): string => join(session.home, `log-${life}`)
  const start = (): void => {
    lives += 1
    const args = ['--logdebug', '--logflush', '--logfile', logFile(lives)]
    daemon = startDaemon(program('nextcloud'), args, { env: session.env, cwd: session.home })
  }

  async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + LIMIT; !(await holds().catch(() => false)); ) {
      if (!daemon.running()) throw new Error(`${what}: the client has ended\n${daemon.output()}`)
      if (Date.now() > deadline)
        throw new Error(`${what} does not come true; to be seen is\n${await screen()}`)
      await setTimeout(100)
    }
  }

  async function screen(): Promise<string> {
    await session.screenshot('failure')
    const shown = await session.accessibility.shown()
    return shown.map(({ role, name, enabled }) => `${role} ${name}${enabled ? '' : ' (off)'}`).join('\n')
  }

  async function look(role: string, name: string | RegExp): Promise<Shown | undefined> {
    const shown = await session.accessibility.shown()
    return shown.find((one) => one.role === role && one.enabled && matches(one.name, name))
  }

  async function find(role: string, name: string | RegExp): Promise<Shown> {
    let found: Shown | undefined
    await until(`the ${role} ${name}`, async () => {
      found = await look(role, name)
      return found !== undefined
    })
    return found!
  }

  async function use(
    role: string,
    name: string,
    way: 'press' | 'click',
    done: () => Promise<boolean>,
  ): Promise<void> {
    let again = 0
    await until(`what the ${role} ${name} does`, async () => {
      if (await done()) return true
      const button = await look(role, name)
      if (button === undefined || button.checked || Date.now() < again) return false
      await session.accessibility[way](button)
      again = Date.now() + AGAIN
      return false
    })
  }

  start()
  return {
    folder,
    until,
    find,
    start,
    press: (name, done) => use('push button', name, 'press', done),
    check: (name, done) => use('check box', name, 'click', done),
    shows: async (role, name) => (await look(role, name)) !== undefined,
    count: async (role) => (await session.accessibility.shown()).filter((one) => one.role === role).length,
    log: (life) => readFile(logFile(life), 'utf8'),
    async mark(path) {
      const file = join(folder, path)
      const line = await askFileManagerSocket(socket, `RETRIEVE_FILE_STATUS:${file}`, 'STATUS:')
      return line.slice('STATUS:'.length, -`:${file}`.length)
    },
    menu: (path) => askMenu(socket, join(folder, path)),
    choose: (command, path) => chooseFromMenu(socket, command, join(folder, path)),
    stop: () => daemon.stop(),
  }
}
