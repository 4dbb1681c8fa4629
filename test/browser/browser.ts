import AxeBuilder from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { program } from '../rigs/installed.ts'

/** Without a locale of UTF-8 it saves nothing under a name with accents. */
const LOCALE = { LANG: 'C.UTF-8' }

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: program('chromium'),
    args: ['--no-sandbox'],
    env: { ...process.env, ...LOCALE },
  })

/** Milliseconds: on a busy machine a browser takes its time. */
export const PATIENCE = 90_000

/** The narrowest window that must do without scrolling sideways. */
export const PHONE: BrowserContextOptions = { viewport: { width: 320, height: 640 }, hasTouch: true }

/** Somebody who knows nothing of a school, and complains of whatever the page was not allowed to do, or asks elsewhere. */
export async function visitAsStranger(
  browser: Browser,
  school: { readonly url: string },
  options: BrowserContextOptions,
): Promise<Page> {
  const context = await browser.newContext({ locale: 'fr-FR', ...options })
  context.setDefaultTimeout(PATIENCE)
  const page = await context.newPage()
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) throw new Error(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(school.url)) throw new Error(`${request.url()} is somebody else’s`)
  })
  return page
}

/** The themes of the app, and colours of the system’s. */
const LOOKS = [
  { name: 'light', colorScheme: 'light', forcedColors: 'none' },
  { name: 'dark', colorScheme: 'dark', forcedColors: 'none' },
  // White on black, the farthest from what the app would take by itself.
  { name: 'forced colours', colorScheme: 'dark', forcedColors: 'active' },
] as const

/** A tooltip belongs to what it describes, and stands over the page, in no part of it. */
const REGIONS = 'dialog, [role=dialog], [role=alertdialog], [role=tooltip], svg'

const AXE = {
  resultTypes: ['violations' as const],
  // Which its types do not tell of: https://github.com/dequelabs/axe-core/blob/develop/doc/check-options.md
  checks: { region: { options: { regionMatcher: REGIONS } } },
}

/**
 * axe takes the colour of a text from `-webkit-text-fill-color`, which Chromium computes as if no colours were forced,
 * whatever it draws; without an answer axe takes `color`.
 */
const letColoursBeSeenAsDrawn = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { getPropertyValue } = CSSStyleDeclaration.prototype
    CSSStyleDeclaration.prototype.getPropertyValue = function (name) {
      const forced = matchMedia('(forced-colors: active)').matches
      return forced && name === '-webkit-text-fill-color' ? '' : getPropertyValue.call(this, name)
    }
  })

/** What is wrong with the page for people with disabilities, in every look; and whether it is too wide. */
export async function faults(page: Page): Promise<string[]> {
  const found: string[] = []
  await letColoursBeSeenAsDrawn(page)
  for (const { name, ...media } of LOOKS) {
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' })
    const axe = new AxeBuilder({ page }).options(AXE)
    // All in one go: what it calls modern puts the results together in a window of their own, which takes longer than
    // the looking, and takes the focus away. Only frames of others would need it.
    const { violations } = await axe.setLegacyMode().analyze()
    for (const { id, nodes } of violations)
      found.push(`${name} ${id}: ${nodes.map(({ html, any }) => `${html} ${any[0]?.message}`).join(' ')}`)
  }
  await page.emulateMedia({ forcedColors: null })
  const root = page.locator('html')
  const beyond = await root.evaluate((element) => element.scrollWidth - element.clientWidth)
  if (beyond > 0) found.push(`${beyond} px too wide`)
  // What floats over the page does not make it wider, but can be cut off all the same.
  const cut = await root.evaluate(() =>
    [...document.querySelectorAll('aside, main, [role=dialog], [role=alertdialog], [role=menu]')]
      .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
      .map((one) => one.outerHTML.slice(0, 80)),
  )
  for (const one of cut) found.push(`cut off at the right: ${one}`)
  return found
}

/** Walks with the tabulator until the element has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  const target = page.locator(selector)
  for (let step = 0; step < 30; step++) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`the keyboard does not reach ${selector}`)
}
