import { Buffer } from 'node:buffer'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from '../../test/browser/browser.ts'
import { Deposits } from '../../test/browser/web/pages/deposits.ts'
import { Desk } from '../../test/browser/web/pages/desk.ts'
import { type App, openApp } from '../../test/browser/web/pages/open-app.ts'
import { buildWebIfStale } from '../../tools/build-web.ts'
import type { Load } from '../load/load.ts'
import { spread } from '../measure/statistics.ts'
import type { Requirement } from '../report/requirement.ts'
import type { Operation } from './operation.ts'

const BYTES = 4096
/** As many as a browser keeps open to one server. */
const CONNECTIONS = 6
const LEAST = 0.7

/** Files a second, or what they are of a script’s. */
interface Rates {
  /** From when the browser hands the files over until the app says that all are there. */
  readonly all: number
  /** From the first byte that is sent until the last answer. */
  readonly sending: number
}

interface Told {
  /** When the browser handed the files over. */
  chosen?: number
}

/** Runs in the page before anything else: its own clock knows the moments better than who asks from outside. */
function note(): void {
  const told: Told = {}
  Object.assign(window, { told })
  const { click } = HTMLInputElement.prototype
  HTMLInputElement.prototype.click = function () {
    this.addEventListener(
      'change',
      () => {
        told.chosen = performance.now()
      },
      { capture: true },
    )
    click.call(this)
  }
}

/** How long it took once the app says that so many files are there; asked at each frame of the page. */
function whenSaid(sentence: string): number | false {
  const { told } = window as unknown as { told: Told }
  const total = document.querySelector('section[aria-label="Dépôts"] strong')?.textContent ?? ''
  return total.replace(/\s/g, ' ').startsWith(sentence) && performance.now() - told.chosen!
}

/** Milliseconds in which requests with files were under way. Runs in the page. */
function sent(): number {
  const all = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
  const files = all.filter(({ name }) => /\/remote\.php\/dav\/(?:bulk|files\/)/.test(name))
  return Math.max(...files.map((one) => one.responseEnd)) - Math.min(...files.map((one) => one.startTime))
}

/**
 * As somebody chooses a folder of this computer with **+**. To make a list of it takes a browser as long as all else,
 * and is not counted.
 */
async function byApp(app: App, into: number, computer: string, files: number): Promise<Rates> {
  const page = await app.open('/status.php')
  try {
    await page.addInitScript(note)
    await page.goto(`${app.school.url}/files/${into}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await new Deposits(page).addFolder(computer)
    const count = files.toLocaleString('fr-FR').replace(/\s/g, ' ')
    const said = await page.waitForFunction(whenSaid, `${count} fichiers déposés`, { timeout: 90_000 })
    const all = (await said.jsonValue()) as number
    return { all: (files * 1000) / all, sending: (files * 1000) / (await page.evaluate(sent)) }
  } finally {
    await page.context().close()
  }
}

/** The same number of requests from a script beside it, each file by itself. @returns files a second. */
async function byScript(app: App, load: Load, into: string, files: number): Promise<number> {
  const { user, password } = app.people.teacher.app
  const { seconds, failures } = await load.run({
    port: Number(new URL(app.school.url).port),
    headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
    concurrency: CONNECTIONS,
    asks: [
      {
        ...{ method: 'PUT', path: `/remote.php/dav/files/${user}/${into}/file-{i}.txt`, repeat: files },
        ...{ body: { pattern: { seed: 0, length: BYTES } }, expect: { status: [201] } },
      },
    ],
  })
  if (failures[0] !== undefined) throw new Error(failures[0])
  return files / seconds
}

const requirement = (must: string, ratios: readonly number[]): Requirement => ({
  ...{ must, limit: LEAST, bound: 'at least', unit: '×' },
  measured: spread(ratios),
})

/** In the browser that is installed, on this machine as it is. */
export const webUpload: Operation = {
  name: 'web-upload',
  title: 'A thousand small files from the browser',
  async run({ sizes, rounds, load }) {
    await buildWebIfStale()
    const computer = await mkdtemp(join(tmpdir(), 'nuage-bench-desk-'))
    const browser = await launch()
    const app = await openApp(browser)
    const desk = new Desk(app, app.people.teacher.id)
    const files = sizes.smallPuts
    try {
      for (let n = 0; n < files; n++)
        await writeFile(join(computer, `file-${n}.txt`), Buffer.alloc(BYTES, `${n} `))
      const ratios: Rates[] = []
      const rates: string[] = []
      for (let round = 0; round <= rounds; round++) {
        const script = await byScript(app, load, (await laid(desk, `script ${round}`)).name, files)
        const ours = await byApp(app, (await laid(desk, `app ${round}`)).id, computer, files)
        // The first only warms up.
        if (round === 0) continue
        ratios.push({ all: ours.all / script, sending: ours.sending / script })
        rates.push(
          `${ours.sending.toFixed(0)} while sending and ${ours.all.toFixed(0)} in all against ${script.toFixed(0)}`,
        )
      }
      return {
        series: [],
        requirements: [
          requirement(
            'while it sends, as quick as 0.7 × single PUTs of a script',
            ratios.map(({ sending }) => sending),
          ),
          requirement(
            'with what the browser needs before and after, as quick as 0.7 ×',
            ratios.map(({ all }) => all),
          ),
        ],
        notes: [
          `${files} files of 4 KiB; files a second of the app and of a script with ${CONNECTIONS} connections: ${rates.join(', ')}.`,
          'Browser, script and server share the machine; the time of the app begins when it is handed the files, and includes reading and hashing them.',
        ],
      }
    } finally {
      await app.close()
      await browser.close()
      await rm(computer, { recursive: true, force: true })
    }
  },
}

const laid = async (desk: Desk, name: string): Promise<{ name: string; id: number }> => ({
  name: encodeURIComponent(name),
  id: await desk.folder(name),
})
