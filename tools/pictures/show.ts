import type { Page } from 'playwright-core'
import type { App, OpenWish } from '../../test/browser/web/pages/open-app.ts'
import type { Screen } from './screens.ts'

/** A window on a screen, with everything there. */
export async function show(
  app: App,
  { path, act, newcomer, signedIn }: Screen,
  wish: OpenWish,
): Promise<Page> {
  const page = await app.open(await path(app), {
    ...wish,
    ...(newcomer === undefined ? {} : { newcomer }),
    ...(signedIn === undefined ? {} : { signedIn }),
  })
  page.setDefaultTimeout(15_000)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForLoadState('networkidle')
  await act?.(page)
  // On touch, React Aria hides a dialog with a field until the keyboard of the screen had time to come up.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[role=dialog], [role=alertdialog]')].every((dialog) =>
      dialog.checkVisibility({ opacityProperty: true }),
    ),
  )
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    await Promise.allSettled(passing.map(({ finished }) => finished))
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  })
  return page
}
