import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { Deposits } from './deposits.ts'
import type { App } from './open-app.ts'

export const MB = 1_000_000
/** Bytes a second: so slow that it is still in the middle when a slow machine gets to look. */
export const SLOW = MB / 3

interface Place {
  readonly page: Page
  readonly deposits: Deposits
  readonly name: string
}

const lines = new WeakMap<Page, Promise<CDPSession>>()

/** So many bytes a second may leave; 0 for as many as can. */
export async function slow(page: Page, bytes: number): Promise<void> {
  const known = lines.get(page) ?? page.context().newCDPSession(page)
  lines.set(page, known)
  const session = await known
  await session.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: bytes || -1 },
  })
}

/** The pointer rests where it clicked last, and what is told of the button there lies beside all landmarks. */
export async function noTip(page: Page): Promise<void> {
  await page.mouse.move(1, 1)
  await page.getByRole('tooltip').waitFor({ state: 'hidden' })
}

/** The teacher’s computer, with files to deposit, and what a client of theirs finds on the server afterwards. */
export class Depositor {
  readonly #app: App
  readonly #desk: string
  #folders = 0

  private constructor(app: App, desk: string) {
    this.#app = app
    this.#desk = desk
  }

  static async at(app: App): Promise<Depositor> {
    return new Depositor(app, await mkdtemp(join(tmpdir(), 'nuage-desk-')))
  }

  /** Where files of this computer lie. */
  get desk(): string {
    return this.#desk
  }

  async close(): Promise<void> {
    await rm(this.#desk, { recursive: true, force: true })
  }

  path(names: readonly string[], tree = 'files'): string {
    return `/remote.php/dav/${tree}/${[this.#app.people.teacher.id, ...names].map(encodeURIComponent).join('/')}`
  }

  ask(method: string, ...names: string[]) {
    return this.#app.people.teacher.client.send({ method, path: this.path(names) })
  }

  send(body: string, ...names: string[]) {
    return this.#app.people.teacher.client.send({ method: 'PUT', path: this.path(names), body })
  }

  async textOf(...names: string[]): Promise<string> {
    return (await this.ask('GET', ...names)).text
  }

  /** What lies in a folder, by name. */
  async namesIn(...names: string[]): Promise<string[]> {
    const { text } = await this.#app.people.teacher.client.send({
      ...{ method: 'PROPFIND', path: this.path(names), headers: { Depth: '1' } },
    })
    const hrefs = [...text.matchAll(/<d:href>([^<]*)<\/d:href>/g)].map(([, href]) =>
      decodeURIComponent(href!),
    )
    return hrefs
      .map((href) => href.replace(/\/$/, '').split('/').at(-1)!)
      .filter((name) => name !== names.at(-1))
      .sort()
  }

  /** A window on a folder that nobody else uses. */
  async inFolder(name = `Dépôt ${++this.#folders}`, options = {}): Promise<Place> {
    await this.ask('MKCOL', name)
    const page = await this.#app.open('/files', options)
    await page.getByRole('main').getByText(name, { exact: true }).first().dblclick()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    return { page, deposits: new Deposits(page), name }
  }

  /** A file on this computer. */
  async onDesk(name: string, bytes: number): Promise<string> {
    const path = join(this.#desk, name)
    await writeFile(path, Buffer.alloc(bytes, name))
    return path
  }
}
