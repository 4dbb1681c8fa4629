import type { Locator, Page } from 'playwright-core'

/** A file as a field of the browser takes it. */
export interface Brought {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

export const textFile = (name: string, content = name): Brought => ({
  ...{ name, mimeType: 'text/plain', buffer: Buffer.from(content) },
})

/** What a teacher sees of the deposits, in one window. */
export class Deposits {
  readonly page: Page
  readonly panel: Locator

  constructor(page: Page) {
    this.page = page
    this.panel = page.getByRole('region', { name: 'Dépôts' })
  }

  /** Opens **+** and chooses files. */
  async add(files: readonly Brought[] | readonly string[]): Promise<void> {
    await this.#choose('Déposer des fichiers', files)
  }

  /** Opens **+** and chooses a folder of this computer. */
  async addFolder(path: string): Promise<void> {
    await this.#choose('Déposer un dossier', [path])
  }

  async #choose(act: string, files: readonly Brought[] | readonly string[]): Promise<void> {
    await this.page.getByRole('button', { name: 'Ajouter' }).click()
    const asked = this.page.waitForEvent('filechooser')
    await this.page.getByRole('menuitem', { name: act }).click()
    await (await asked).setFiles(files as string[])
  }

  /**
   * Drops what lies on this computer, as from its desktop.
   * @param onto something in the page; its middle is used.
   * @param look what is seen before letting go.
   */
  async drop(
    paths: readonly string[],
    onto: Locator,
    look = this.page.getByText(/^Déposer dans «/),
  ): Promise<void> {
    const box = (await onto.boundingBox())!
    const session = await this.page.context().newCDPSession(this.page)
    const data = { items: [], files: [...paths], dragOperationsMask: 1 }
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2, data }
    await session.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at })
    // As a pointer does: again and again, also where it does not move.
    do await session.send('Input.dispatchDragEvent', { type: 'dragOver', ...at })
    while (!(await look.isVisible()))
    await session.send('Input.dispatchDragEvent', { type: 'drop', ...at })
    await session.detach()
  }

  /** Waits for what is said of all together. */
  async says(text: string | RegExp): Promise<void> {
    await this.panel.getByText(text).first().waitFor({ timeout: 90_000 })
  }

  line(name: string): Locator {
    return this.panel.getByRole('listitem').filter({ hasText: name })
  }

  async close(): Promise<void> {
    await this.panel.getByRole('button', { name: 'Fermer les dépôts' }).click()
  }

  async unfold(): Promise<void> {
    const button = this.panel.getByRole('button', { name: 'Montrer les dépôts' })
    if (await button.isVisible()) await button.click()
  }
}
