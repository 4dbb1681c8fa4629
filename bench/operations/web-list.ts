import type { Page } from 'playwright-core'
import type { App } from '../../test/browser/web/pages/open-app.ts'
import { spread } from '../measure/statistics.ts'
import type { Requirement } from '../report/requirement.ts'
import { looksInBrowser } from './looks-in-browser.ts'
import type { Operation } from './operation.ts'

/** What one look at a crowded folder costs whoever sits before it, in milliseconds. */
interface Look {
  /** The longest that the page could not answer while it was scrolled from end to end. */
  readonly scroll: number
  readonly sort: number
  readonly rename: number
}

const LONGEST = 50
const SORT = 300
const RENAME = 50

/** From one end to the other in two seconds of frames. @returns the longest task. */
const scrolled = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    let longest = 0
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration)
    })
    observer.observe({ type: 'longtask' })
    const grid = document.querySelector('[role=grid]')!
    const scroller = grid.parentElement!
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
    for (let step = 0; step <= 120; step++) {
      scroller.scrollTop = ((scroller.scrollHeight - scroller.clientHeight) * step) / 120
      await frame()
    }
    await new Promise((resolve) => setTimeout(resolve, 300))
    observer.disconnect()
    scroller.scrollTop = 0
    return longest
  })

/** From the click on a head to the frame that shows the new order. */
const sorted = (page: Page, head: string): Promise<number> =>
  page
    .getByRole('toolbar')
    .getByRole('button', { name: head })
    .evaluate(async (button) => {
      const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
      const began = performance.now()
      ;(button as HTMLElement).click()
      await frame()
      await frame()
      return performance.now() - began
    })

/** From Enter in the field to the frame that shows the new name where it belongs. */
async function renamed(page: Page, name: string): Promise<number> {
  await page.locator('[role=row][tabindex="0"]').focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('F2')
  const field = page.getByRole('grid').getByRole('textbox')
  await field.fill(name)
  return await field.evaluate(async (input, wanted) => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
    const began = performance.now()
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    while (document.querySelector(`[role=row][aria-label^="${wanted},"]`) === null) await frame()
    return performance.now() - began
  }, name)
}

async function look(app: App, folder: number, round: number): Promise<Look> {
  const page = await app.open(`/files/${folder}?sort=name`)
  try {
    await page.getByRole('row').first().waitFor()
    const scroll = await scrolled(page)
    const sort = await sorted(page, 'Modifié')
    await sorted(page, 'Nom')
    return { scroll, sort, rename: await renamed(page, `A ${round}`) }
  } finally {
    await page.context().close()
  }
}

const requirement = (must: string, limit: number, values: readonly number[]): Requirement => ({
  ...{ must, limit, bound: 'at most', unit: 'ms', measured: spread(values) },
})

/** In the browser that is installed, on this machine as it is. */
export const webList: Operation = {
  name: 'web-list',
  title: 'A crowded folder in the browser',
  async run({ sizes, rounds }) {
    const looks = await looksInBrowser({ entries: sizes.entries, rounds }, look)
    return {
      series: [],
      requirements: [
        requirement(
          'scrolled from end to end: no task > 50 ms',
          LONGEST,
          looks.map(({ scroll }) => scroll),
        ),
        requirement(
          'sorted in < 300 ms',
          SORT,
          looks.map(({ sort }) => sort),
        ),
        requirement(
          'one renamed in < 50 ms',
          RENAME,
          looks.map(({ rename }) => rename),
        ),
      ],
      notes: [`${sizes.entries} entries; Chromium without throttling.`],
    }
  },
}
