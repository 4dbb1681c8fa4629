import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Daemon, run, startDaemon, until } from '../../rigs/daemon.ts'
import { program } from '../../rigs/installed.ts'
import { freshFolder, removeFolder } from '../folder.ts'
import { type Accessibility, openAccessibility } from './accessibility.ts'
import { openBus } from './dbus.ts'

/** One person's desktop that nobody looks at: a screen, windows, a session bus, a keyring; in French. */
export interface Session {
  readonly home: string
  /** Where programs keep their sockets. */
  readonly runtime: string
  /** For the programs of this desktop. */
  readonly env: NodeJS.ProcessEnv
  /** The addresses that programs wanted shown in a browser, oldest first, one a line. */
  readonly opened: string
  readonly accessibility: Accessibility
  /** A picture of the screen, kept where `TEST_SCREENSHOTS` says, else as long as the session. */
  screenshot(name: string): Promise<void>
  end(): Promise<void>
}

/**
 * A keyring without a password. Where none is there one has to be made, and the question for its password takes
 * the keyboard away from everything else (ocs.md §19).
 */
const KEYRING = '[keyring]\ndisplay-name=Default\nctime=0\nmtime=0\nlock-on-idle=false\nlock-after=false\n'

/** Stands in for a desktop's browser. */
const OPENER = '#!/bin/sh\nprintf "%s\\n" "$1" >> "$NUAGE_TEST_OPENED"\n'

export async function startSession(): Promise<Session> {
  const root = await freshFolder('desktop')
  const [home, runtime, bin] = ['home', 'run', 'bin'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ]
  const opened = join(root, 'opened')
  await furnish({ home, runtime, bin, opened })
  const running: Daemon[] = []
  const start = (name: string, args: string[], env: NodeJS.ProcessEnv): Daemon => {
    const daemon = startDaemon(program(name), args, { env, cwd: home })
    running.push(daemon)
    return daemon
  }

  const bus = `unix:path=${join(runtime, 'bus')}`
  const base = environment({ home, runtime, bin, opened, bus })
  const screen = start('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x1024x24'], base)
  await until(screen, 'the screen', async () => /^\d+$/m.test(screen.output()))
  const display = `:${/^(\d+)$/m.exec(screen.output())![1]}`
  const env = { ...base, DISPLAY: display }
  const daemon = start('dbus-daemon', ['--session', '--nofork', '--nopidfile', `--address=${bus}`], env)
  await until(daemon, 'the session bus', async () =>
    openBus(bus)
      .then((open) => open.close())
      .then(() => true),
  )
  start('openbox', [], env)
  const keyring = start('gnome-keyring-daemon', ['--foreground', '--components=secrets'], env)
  await until(keyring, 'the keyring', () => owned(bus, 'org.freedesktop.secrets'))
  const accessibility = await openAccessibility(bus)

  return {
    home,
    runtime,
    // Qt would otherwise wait to be told that a screen reader is there, and may miss it.
    env: { ...env, AT_SPI_BUS_ADDRESS: accessibility.address },
    opened,
    accessibility,
    async screenshot(name) {
      const folder = process.env.TEST_SCREENSHOTS ?? root
      const grab = ['-f', 'x11grab', '-i', display, '-frames:v', '1', '-y', join(folder, `${name}.png`)]
      await run(program('ffmpeg'), ['-loglevel', 'error', ...grab], { env })
    },
    async end() {
      accessibility.close()
      for (const daemon of running.reverse()) await daemon.stop()
      await removeFolder(root)
    },
  }
}

interface Places {
  readonly home: string
  readonly runtime: string
  readonly bin: string
  readonly opened: string
}

async function furnish({ home, runtime, bin, opened }: Places): Promise<void> {
  const keyrings = join(home, '.local/share/keyrings')
  for (const folder of [keyrings, runtime, bin]) await mkdir(folder, { recursive: true })
  await chmod(runtime, 0o700)
  await writeFile(join(keyrings, 'Default.keyring'), KEYRING, { mode: 0o600 })
  await writeFile(join(keyrings, 'default'), 'Default')
  await writeFile(join(bin, 'xdg-open'), OPENER, { mode: 0o755 })
  await writeFile(opened, '')
}

const environment = ({ home, runtime, bin, opened, bus }: Places & { bus: string }): NodeJS.ProcessEnv => ({
  PATH: `${bin}:${process.env.PATH}`,
  HOME: home,
  XDG_RUNTIME_DIR: runtime,
  DBUS_SESSION_BUS_ADDRESS: bus,
  NUAGE_TEST_OPENED: opened,
  // Where the client looks whether it runs already.
  TMPDIR: runtime,
  LANG: 'fr_FR.UTF-8',
  QT_LINUX_ACCESSIBILITY_ALWAYS_ON: '1',
  QT_QUICK_BACKEND: 'software',
  // Chromium's sandbox refuses to run as root.
  QTWEBENGINE_DISABLE_SANDBOX: '1',
})

async function owned(address: string, name: string): Promise<boolean> {
  const bus = await openBus(address)
  const at = ['org.freedesktop.DBus', '/org/freedesktop/DBus'] as const
  const answer = await bus.call<number>(...at, 'org.freedesktop.DBus.NameHasOwner', 's', name)
  bus.close()
  return answer === 1
}
