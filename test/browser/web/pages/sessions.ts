import type { Locator, Page } from 'playwright-core'
import { endSessions } from '../../../../server/src/domain/accounts/sessions/end-all.ts'
import { PASSWORD } from '../../../school/inhabitant.ts'
import type { App } from './open-app.ts'

/** Shuts somebody out of all browsers, behind their back. */
export async function endSessionsOf(app: App, person: string): Promise<void> {
  await app.school.domain.records.write([], (writer) => endSessions(writer, person))
}

/** What asks to sign in again. */
export const ended = (page: Page): Locator =>
  page.getByRole('alertdialog', { name: 'Votre session a pris fin' })

/** Does something that cannot be done without signing in again. */
export async function notice(page: Page): Promise<void> {
  // Something that asks by itself may be told first, and then the dialog lies over the page.
  const asks = page
    .getByRole('link', { name: 'Récents' })
    .first()
    .click({ timeout: 20_000 })
    .catch(() => {})
  await ended(page).waitFor()
  await asks
}

/** Fills in the page of signing in. */
export async function signIn(page: Page, person: string): Promise<void> {
  await page.fill('#user', person)
  await page.fill('#password', PASSWORD)
  await page.click('main button[type=submit]')
}

/** Answers the dialog in the window that it opens, which then closes by itself. */
export async function signInAgain(page: Page, person: string): Promise<void> {
  const [window] = await Promise.all([
    page.waitForEvent('popup'),
    ended(page).getByRole('button', { name: 'S’identifier' }).click(),
  ])
  await Promise.all([window.waitForEvent('close'), signIn(window, person)])
}

/** Leaves by the menu of the account. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Mon compte/ }).click()
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click()
}

/** How many things of somebody this browser keeps. */
export const keptIn = (page: Page, name: string, store: string): Promise<number> =>
  page.evaluate(
    async ([name, store]) => {
      if (!(await indexedDB.databases()).some((database) => database.name === name)) return 0
      const open = indexedDB.open(name!)
      await new Promise((done) => {
        open.onsuccess = done
      })
      const count = open.result.transaction(store!).objectStore(store!).count()
      await new Promise((done) => {
        count.onsuccess = done
      })
      open.result.close()
      return count.result
    },
    [name, store],
  )
