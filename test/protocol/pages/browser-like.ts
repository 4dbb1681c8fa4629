import type { FastifyInstance, LightMyRequestResponse } from 'fastify'

/** As much of a browser as the pages need without scripts: cookies, forms, redirects one at a time. */
export class BrowserLike {
  readonly #server: FastifyInstance
  readonly #cookies = new Map<string, string>()
  readonly headers: Record<string, string>
  page = ''

  constructor(server: FastifyInstance, headers: Record<string, string> = {}) {
    this.#server = server
    this.headers = { accept: 'text/html,*/*;q=0.8', 'user-agent': 'Mozilla/5.0 Firefox/150', ...headers }
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies
  }

  async get(url: string): Promise<LightMyRequestResponse> {
    return this.#keep(await this.#server.inject({ method: 'GET', url, headers: this.#sent() }))
  }

  async post(url: string, fields: Record<string, string>): Promise<LightMyRequestResponse> {
    const headers = { ...this.#sent(), 'content-type': 'application/x-www-form-urlencoded' }
    const payload = new URLSearchParams(fields).toString()
    return this.#keep(await this.#server.inject({ method: 'POST', url, headers, payload }))
  }

  /** Follows redirects to the page at their end. */
  async open(url: string): Promise<LightMyRequestResponse> {
    let answer = await this.get(url)
    for (let hop = 0; answer.statusCode >= 300 && answer.statusCode < 400 && hop < 5; hop++)
      answer = await this.get(String(answer.headers.location))
    return answer
  }

  /** The value of a hidden field of the page at hand. */
  field(name: string): string {
    return new RegExp(`name="${name}" value="([^"]*)"`).exec(this.page)?.[1]?.replaceAll('&amp;', '&') ?? ''
  }

  async signIn(user: string, password: string, to = '/'): Promise<LightMyRequestResponse> {
    await this.get(`/login?${new URLSearchParams({ redirect_url: to })}`)
    const requesttoken = this.field('requesttoken')
    return await this.post('/login', { requesttoken, redirect_url: to, user, password })
  }

  #sent(): Record<string, string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return cookie === '' ? this.headers : { ...this.headers, cookie }
  }

  #keep(answer: LightMyRequestResponse): LightMyRequestResponse {
    for (const { name, value, maxAge } of answer.cookies)
      if (maxAge === 0) this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    if (answer.headers['content-type']?.toString().startsWith('text/html')) this.page = answer.body
    return answer
  }
}
