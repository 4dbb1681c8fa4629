import { Buffer } from 'node:buffer'
import { type School, TEACHER } from './school.ts'

export interface Link {
  readonly id: string
  readonly token: string
  readonly url: string
}

export interface LinkWish {
  readonly permissions?: number
  readonly password?: string
  readonly note?: string
  /** Until how many days from now. */
  readonly days?: number
  readonly download?: boolean
}

/** The teacher of the school, at work with a client: files over DAV, links over OCS. */
export class Teacher {
  readonly #school: School
  readonly #headers = {
    authorization: `Basic ${Buffer.from(`${TEACHER.id}:${TEACHER.password}`).toString('base64')}`,
    'ocs-apirequest': 'true',
    accept: 'application/json',
  }

  constructor(school: School) {
    this.#school = school
  }

  get #url(): string {
    return this.#school.url
  }

  async #ask(
    method: string,
    path: string,
    body?: BodyInit,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const answer = await fetch(this.#url + path, {
      ...{ method, headers: { ...this.#headers, ...headers } },
      ...(body === undefined ? {} : { body }),
    })
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
    return answer
  }

  #path(path: string): string {
    return `/remote.php/dav/files/${TEACHER.id}/${path.split('/').map(encodeURIComponent).join('/')}`
  }

  async folder(path: string): Promise<void> {
    await this.#ask('MKCOL', this.#path(path))
  }

  async file(path: string, content: string | Buffer): Promise<void> {
    await this.#ask('PUT', this.#path(path), new Uint8Array(Buffer.from(content as string)))
  }

  async read(path: string): Promise<string> {
    return await (await this.#ask('GET', this.#path(path))).text()
  }

  async move(path: string, to: string): Promise<void> {
    await this.#ask('MOVE', this.#path(path), undefined, { destination: this.#url + this.#path(to) })
  }

  async link(path: string, wish: LinkWish = {}): Promise<Link> {
    const fields = new URLSearchParams({ path: `/${path}`, shareType: '3', ...this.#parametersOf(wish) })
    const data = await this.#ocs('POST', '/apps/files_sharing/api/v1/shares', fields)
    return data as Link
  }

  async change({ id }: Link, wish: LinkWish): Promise<void> {
    const fields = new URLSearchParams(this.#parametersOf(wish))
    await this.#ocs('PUT', `/apps/files_sharing/api/v1/shares/${id}`, fields)
  }

  async notifications(): Promise<{ subject: string }[]> {
    return (await this.#ocs('GET', '/apps/notifications/api/v2/notifications')) as { subject: string }[]
  }

  async #ocs(method: string, path: string, fields?: URLSearchParams): Promise<unknown> {
    const answer = await this.#ask(method, `/ocs/v2.php${path}`, fields)
    return ((await answer.json()) as { ocs: { data: unknown } }).ocs.data
  }

  #parametersOf({ permissions, password, note, days, download }: LinkWish): Record<string, string> {
    return {
      ...(permissions === undefined ? {} : { permissions: String(permissions) }),
      ...(password === undefined ? {} : { password }),
      ...(note === undefined ? {} : { note }),
      ...(days === undefined
        ? {}
        : { expireDate: new Date(this.#school.now() + days * 86_400_000).toISOString().slice(0, 10) }),
      ...(download === false
        ? { attributes: JSON.stringify([{ scope: 'permissions', key: 'download', value: false }]) }
        : {}),
    }
  }
}
