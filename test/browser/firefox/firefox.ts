import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { program } from '../../rigs/installed.ts'
import { Bidi } from './bidi.ts'
import { type Cookie, Window } from './window.ts'

/** Nothing is asked of anybody else, and a question’s buttons work at once. */
const PREFERENCES = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'intl.accept_languages': 'fr-FR, fr',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'security.dialog_enable_delay': 0,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
}

const LISTENING = /WebDriver BiDi listening on (ws:\S+)/

async function addressOf(firefox: ChildProcess): Promise<string> {
  const told: string[] = []
  for await (const line of createInterface(firefox.stderr!)) {
    const address = LISTENING.exec(line)?.[1]
    if (address !== undefined) return address
    told.push(line)
  }
  throw new Error(`Firefox ended before it listened: ${told.join('\n')}`)
}

/** Debian’s Firefox without a screen, with a profile of its own, steered by WebDriver BiDi. */
export class Firefox {
  readonly #process: ChildProcess
  readonly #profile: string
  readonly #bidi: Bidi
  /** Errors of pages since the last time they were asked for. */
  #complaints: string[] = []

  private constructor(firefox: ChildProcess, profile: string, bidi: Bidi) {
    this.#process = firefox
    this.#profile = profile
    this.#bidi = bidi
    bidi.on<{ level: string; type: string; text: string | null }>(
      'log.entryAdded',
      ({ level, type, text }) => {
        if (level === 'error' && (type === 'javascript' || /Content.Security.Policy/.test(text ?? '')))
          this.#complaints.push(text ?? '')
      },
    )
  }

  static async launch(): Promise<Firefox> {
    const profile = await mkdtemp(join(tmpdir(), 'nuage-firefox-'))
    const lines = Object.entries(PREFERENCES).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    )
    await writeFile(join(profile, 'user.js'), lines.join('\n'))
    const firefox = spawn(
      program('firefox-esr'),
      // Answering what is asked outside of pages, such as which folder to upload, needs the last of them.
      [
        ...['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0'],
        '--remote-allow-system-access',
      ],
      {
        env: { ...process.env, HOME: profile, LANG: 'C.UTF-8', MOZ_CRASHREPORTER_DISABLE: '1' },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    const bidi = await Bidi.open(`${await addressOf(firefox)}/session`)
    firefox.stderr!.resume()
    await bidi.send('session.new', {
      capabilities: { alwaysMatch: { unhandledPromptBehavior: { file: 'ignore' } } },
    })
    await bidi.send('session.subscribe', { events: ['input.fileDialogOpened', 'log.entryAdded'] })
    return new Firefox(firefox, profile, bidi)
  }

  /** A window of somebody who shares nothing with other windows. */
  async open(url: string, cookie?: Cookie): Promise<Window> {
    return await Window.open(this.#bidi, url, cookie)
  }

  complaints(): string[] {
    const told = this.#complaints
    this.#complaints = []
    return told
  }

  async close(): Promise<void> {
    const ended = once(this.#process, 'exit')
    this.#bidi.close()
    this.#process.kill('SIGTERM')
    const slow = setTimeout(() => this.#process.kill('SIGKILL'), 20_000)
    await ended
    clearTimeout(slow)
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}
