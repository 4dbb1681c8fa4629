import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { App } from './open-app.ts'

export const sharing = (page: Page): Locator => page.getByRole('tabpanel', { name: 'Partage' })

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
