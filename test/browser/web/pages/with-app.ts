import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { withTools } from '../../../rigs/with-tools.ts'
import { launch } from '../../browser.ts'
import { type App, openApp } from './open-app.ts'

interface WithAppWish {
  /** Complaints of the browser that are as they should be, such as those about a line that was cut on purpose. */
  readonly expected?: RegExp
  /** Of the server's environment, asked for once it is about to be opened. */
  readonly settings?: () => Readonly<Record<string, string>>
}

/**
 * Tests of the app in a browser, with a server and a little school of their own. After each nothing may have been
 * refused, have failed or been asked of others.
 * @param tests given the app, which is open once they run
 */
export function withApp(
  name: string,
  tests: (app: App) => void,
  { expected, settings }: WithAppWish = {},
): void {
  withTools('chromium', name, () => {
    let browser: Browser | undefined
    let opened: App | undefined
    const app = (): App => {
      if (opened === undefined) throw new Error('the app is open once tests run, not before')
      return opened
    }
    beforeAll(async () => {
      browser = await launch()
      opened = await openApp(browser, settings?.())
    })
    afterAll(async () => {
      await opened?.close()
      await browser?.close()
    })
    afterEach(() => {
      const complaints = app().complaints()
      expect(complaints.filter((text) => expected === undefined || !expected.test(text))).toEqual([])
    })
    tests({
      get school() {
        return app().school
      },
      get people() {
        return app().people
      },
      open: (...given) => app().open(...given),
      openBeside: (...given) => app().openBeside(...given),
      prefer: (...given) => app().prefer(...given),
      complaints: () => app().complaints(),
      close: () => app().close(),
    })
  })
}
