import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { App } from './open-app.ts'

export const sharing = (page: Page): Locator => page.getByRole('tabpanel', { name: 'Partage' })

export const CLIPBOARD: BrowserContextOptions = { permissions: ['clipboard-read', 'clipboard-write'] }

export const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText())

/** A window of the teacher with the panel of sharing beside a folder of theirs. */
export async function openSharing(
  app: App,
  name: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const { id } = (await app.school.domain.records.get<{ id: number }>(
    'SELECT id FROM node WHERE name = ? AND trashed IS NULL',
    name,
  ))!
  const page = await app.open(`/files?panel=sharing&item=${id}`, options)
  await sharing(page).getByRole('heading', { name: 'Partager avec une personne' }).waitFor()
  return page
}

/** One click in the panel. @returns the address, as the clipboard has it. */
export async function makeLink(page: Page): Promise<string> {
  await sharing(page)
    .getByRole('button', { name: /^Créer un (?:autre )?lien/ })
    .click()
  await page.getByText('Lien créé et copié').waitFor()
  return await clipboard(page)
}

/** What the three dots of the only link offer. */
export async function openLinkMenu(page: Page): Promise<Locator> {
  await sharing(page)
    .getByRole('button', { name: /^Réglages du lien/ })
    .click()
  const menu = page.getByRole('menu')
  await menu.waitFor()
  return menu
}
