/** As much of a browser without scripts as signing in elsewhere needs: cookies for each address, redirects, forms. */
export class PlainBrowser {
  readonly #jars = new Map<string, Map<string, string>>()
  url = 'about:blank'
  page = ''
  status = 0
  headers = new Headers()
  /** Every address that was asked for. */
  readonly visited: string[] = []

  cookies(origin: string): Map<string, string> {
    let jar = this.#jars.get(origin)
    if (jar === undefined) {
      jar = new Map()
      this.#jars.set(origin, jar)
    }
    return jar
  }

  /** One request; what it answers becomes the page at hand. */
  async ask(address: string, form?: URLSearchParams): Promise<Response> {
    const url = new URL(address, this.url === 'about:blank' ? undefined : this.url)
    const cookie = [...this.cookies(url.origin)].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, {
      redirect: 'manual',
      method: form === undefined ? 'GET' : 'POST',
      headers: { accept: 'text/html', 'accept-language': 'fr', ...(cookie && { cookie }) },
      ...(form === undefined ? {} : { body: form }),
    })
    this.visited.push(url.href)
    for (const line of answer.headers.getSetCookie()) this.#keep(url.origin, line)
    this.url = url.href
    this.status = answer.status
    this.headers = answer.headers
    this.page = await answer.text()
    return answer
  }

  /** Goes where it is led, up to the page at the end, or up to an address that `until` knows. */
  async open(address: string, form?: URLSearchParams, until?: (url: string) => boolean): Promise<string> {
    await this.ask(address, form)
    for (let hop = 0; hop < 12; hop++) {
      const next = this.#next()
      if (next === undefined) return this.url
      if (until?.(next)) return next
      await this.ask(next)
    }
    throw new Error(`led round and round, last to ${this.url}`)
  }

  #next(): string | undefined {
    const refresh = /^0;url=(.*)$/.exec(this.headers.get('refresh') ?? '')?.[1]
    const location = this.status >= 300 && this.status < 400 ? this.headers.get('location') : null
    const next = location ?? refresh
    return next === undefined || next === null ? undefined : new URL(next, this.url).href
  }

  /** Sends the form of the page at hand that holds a field of this name. */
  submit(fields: Record<string, string>, until?: (url: string) => boolean): Promise<string> {
    const [name = ''] = Object.keys(fields)
    const form = [...this.page.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)].find(([, , inner = '']) =>
      inner.includes(`name="${name}"`),
    )
    if (form === undefined) throw new Error(`no form has ${name}: ${this.page.slice(0, 2_000)}`)
    const [, attributes = '', inner = ''] = form
    const sent = new URLSearchParams()
    for (const [, hidden = '', value = ''] of inner.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g))
      sent.set(hidden, value.replaceAll('&amp;', '&'))
    for (const [key, value] of Object.entries(fields)) sent.set(key, value)
    const action = /action="([^"]*)"/.exec(attributes)?.[1]?.replaceAll('&amp;', '&') ?? this.url
    if (/method="post"/.test(attributes)) return this.open(action, sent, until)
    return this.open(`${action}?${sent}`, undefined, until)
  }

  #keep(origin: string, line: string): void {
    const [pair = '', ...rest] = line.split(';')
    const at = pair.indexOf('=')
    const over = rest.some(
      (part) => /^\s*max-age=0$/i.test(part) || /^\s*expires=thu, 01 jan 1970/i.test(part),
    )
    if (over) this.cookies(origin).delete(pair.slice(0, at))
    else this.cookies(origin).set(pair.slice(0, at), pair.slice(at + 1))
  }
}
