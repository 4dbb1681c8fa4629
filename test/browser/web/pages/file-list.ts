import type { Locator, Page } from 'playwright-core'

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A list of files and folders, as people see it and walk through it. */
export class FileList {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get grid(): Locator {
    return this.page.getByRole('grid')
  }

  /** The row of what is called so. */
  row(name: string): Locator {
    return this.grid.getByRole('row', { name: new RegExp(`^${escaped(name)},`) })
  }

  /** What the rows in the page are called, from above. */
  async names(): Promise<string[]> {
    const rows = await this.grid.getByRole('row').evaluateAll((all) =>
      all.map((row) => ({
        top: row.getBoundingClientRect().top * 10_000 + row.getBoundingClientRect().left,
        name: (row.getAttribute('aria-label') ?? '').split(', ')[0]!,
      })),
    )
    return rows.toSorted((one, other) => one.top - other.top).map(({ name }) => name)
  }

  /** Until it is there, drawn and with the focus. */
  async focused(name: string): Promise<void> {
    await this.page.waitForFunction(
      (start) => document.activeElement?.getAttribute('aria-label')?.startsWith(`${start},`) === true,
      name,
    )
  }

  /** Puts the focus on a row without a mouse, as a tabulator does that comes from above. */
  async enter(name: string): Promise<void> {
    await this.row(name).waitFor()
    await this.grid.locator('[role=row][tabindex="0"]').focus()
    await this.page.keyboard.press('Home')
    for (let step = 0; step < 50; step++) {
      const label = await this.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
      if (label?.startsWith(`${name},`)) return
      await this.page.keyboard.press('ArrowDown')
    }
    throw new Error(`the arrows do not reach ${name}`)
  }

  /** What has the focus; never the page as a whole, to which a keyboard is lost. */
  focus(): Promise<string> {
    return this.page.evaluate(() => {
      const active = document.activeElement
      return active?.getAttribute('aria-label') ?? active?.textContent ?? active?.tagName ?? 'nothing'
    })
  }

  /** Waits until something has the focus again. */
  async focusIsSomewhere(): Promise<void> {
    await this.page.waitForFunction(
      () => ![null, document.body].includes(document.activeElement as HTMLElement),
    )
  }

  /** The message that says so; messages stay for a while. */
  told(text: string): Locator {
    return this.page.getByRole('alertdialog').filter({ hasText: text }).or(this.page.getByText(text)).first()
  }

  /** Opens the menu of a row by its three dots. */
  async openMenu(name: string): Promise<Locator> {
    await this.row(name)
      .getByRole('button', { name: `Actions : ${name}` })
      .click()
    const menu = this.page.getByRole('menu')
    await menu.waitFor()
    return menu
  }

  async choose(name: string, act: string): Promise<void> {
    const menu = await this.openMenu(name)
    await menu.getByRole('menuitem', { name: act, exact: false }).first().click()
  }
}
