import type { Locator, Page } from 'playwright-core'
import type { App } from '../../test/browser/web/pages/open-app.ts'
import { spread } from '../measure/statistics.ts'
import type { Requirement } from '../report/requirement.ts'
import { looksInBrowser } from './looks-in-browser.ts'
import type { Operation } from './operation.ts'

const ENTRIES = 1000
/** How much slower than this machine an old school PC is. */
const SLOWER = 4
const FIRST = 2000
const RESPONSE = 100

interface Look {
  /** Milliseconds from the start of the navigation until rows are painted, with nothing kept from before. */
  readonly first: number
  /** The longest that each input waited for the frame that answers it, in milliseconds. */
  readonly responses: Readonly<Record<string, number>>
}

interface Told {
  painted?: number
  /** What is being done. */
  doing: string
  longest: Record<string, number>
}

/** Runs in the page before anything else: notes when rows are first painted, and how long inputs wait. */
function note(): void {
  const told: Told = { doing: '', longest: {} }
  Object.assign(window, { told })
  const seen = new MutationObserver(() => {
    if (document.querySelector('[role=row]') === null) return
    seen.disconnect()
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        told.painted = performance.now()
      }),
    )
  })
  seen.observe(document, { childList: true, subtree: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if ((entry as PerformanceEntry & { interactionId: number }).interactionId !== 0)
        told.longest[told.doing] = Math.max(told.longest[told.doing] ?? 0, entry.duration)
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
}

const told = (page: Page): Promise<Told> => page.evaluate(() => (window as unknown as { told: Told }).told)

/** Selects, walks, sorts, opens a menu and types, each when the one before has been answered. */
async function act(page: Page): Promise<void> {
  const { keyboard: keys, mouse } = page
  /** Chromium under emulation may never call a page idle after a click, so the frames are counted instead. */
  const settled = () =>
    page.evaluate(
      () =>
        new Promise((done) =>
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(null)))),
        ),
    )
  const doing = (what: string) =>
    page.evaluate((what) => {
      ;(window as unknown as { told: Told }).told.doing = what
    }, what)
  const type = async (key: string): Promise<void> => {
    await doing(key)
    await keys.press(key)
    await settled()
  }
  /** A hand brings the pointer there before it presses; what Playwright clicks itself waits for its own checks, too. */
  const press = async (what: string, of: Locator, button: 'left' | 'right' = 'left'): Promise<void> => {
    await of.hover({ position: { x: 8, y: 12 } })
    await settled()
    await doing(what)
    await mouse.down({ button })
    await mouse.up({ button })
  }
  await press('a row', page.getByRole('row').nth(2))
  await settled()
  for (const key of ['ArrowDown', 'Space', 'Control+a', 'End', 'Home', 'Escape']) await type(key)
  await press('sorting', page.getByRole('toolbar').getByRole('button', { name: 'Modifié' }))
  await settled()
  await press('the menu', page.getByRole('row').nth(3), 'right')
  await page.getByRole('menu').waitFor()
  await settled()
  await doing('Escape in the menu')
  await keys.press('Escape')
  await settled()
  await page.getByRole('menu').waitFor({ state: 'detached' })
  await press('the search field', page.getByRole('combobox').first())
  await settled()
  for (const letter of 'dossier') await type(letter)
}

async function look(app: App, folder: number): Promise<Look> {
  const page = await app.open('/status.php')
  try {
    const line = await page.context().newCDPSession(page)
    await line.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    await page.addInitScript(note)
    await page.goto(`${app.school.url}/files/${folder}?sort=name&view=list`)
    await page.waitForFunction(() => (window as unknown as { told: Told }).told.painted !== undefined)
    await page.waitForLoadState('networkidle')
    await act(page)
    const { painted, longest } = await told(page)
    return { first: painted!, responses: longest }
  } finally {
    await page.context().close()
  }
}

const slowestOf = ({ responses }: Look): number => Math.max(...Object.values(responses))

/** Such as « the menu 90 ms », what was answered last before everything else. */
function inWords(looks: readonly Look[]): string[] {
  const inputs = [...new Set(looks.flatMap(({ responses }) => Object.keys(responses)))]
  return inputs
    .map((input) => ({ input, ...spread(looks.map(({ responses }) => responses[input] ?? 0)) }))
    .sort((one, other) => other.median - one.median)
    .map(({ input, median, max }) => `${input} ${median} (at most ${max}) ms`)
}

const requirement = (must: string, limit: number, values: readonly number[]): Requirement => ({
  ...{ must, limit, bound: 'below', unit: 'ms', measured: spread(values) },
})

/** In the browser that is installed, throttled by itself. */
export const webFirst: Operation = {
  name: 'web-first',
  title: 'The first list on an old PC',
  async run({ rounds }) {
    const looks = await looksInBrowser({ entries: ENTRIES, rounds }, look)
    return {
      series: [],
      requirements: [
        requirement(
          '1,000 entries are shown in < 2 s',
          FIRST,
          looks.map(({ first }) => first),
        ),
        requirement('every input is answered in < 100 ms', RESPONSE, looks.map(slowestOf)),
      ],
      notes: [
        `Chromium with its CPU throttled ${SLOWER} ×, nothing in its cache.`,
        `Answered: ${inWords(looks).join(', ')}.`,
      ],
    }
  },
}
