import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { FIRST_LOAD, sentBytes } from '../../../tools/web-weight.ts'
import { withApp } from './pages/with-app.ts'

withApp('what the app weighs', (app) => {
  /** Names of the built files that a page asks for until it is quiet. */
  async function assetsOf(page: Page, act: () => Promise<unknown>): Promise<string[]> {
    const asked = new Set<string>()
    page.on('request', (request) => {
      const name = /\/assets\/([^?]+)$/.exec(request.url())?.[1]
      if (name !== undefined) asked.add(name)
    })
    await act()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    return [...asked]
  }

  const weigh = async (names: readonly string[], ending: string): Promise<number> => {
    const all = await Promise.all(names.filter((name) => name.endsWith(ending)).map(sentBytes))
    return all.reduce((sum, bytes) => sum + bytes, 0)
  }

  test('the first list is light', async () => {
    const page = await app.open('/status.php')
    const names = await assetsOf(page, () => page.goto(`${app.school.url}/files`))
    const script = await weigh(names, '.js')
    expect(script).toBeGreaterThan(50_000)
    expect(script).toBeLessThanOrEqual(FIRST_LOAD.script)
    expect(await weigh(names, '.css')).toBeLessThanOrEqual(FIRST_LOAD.style)
  })
})
