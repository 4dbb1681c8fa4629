import { createHash } from 'node:crypto'
import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { buffer } from 'node:stream/consumers'

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export interface Ask {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer
}

/** One person's plain HTTP client that can be pointed at the program again when it has come back. */
export class Wire {
  #url = ''
  #agent = new Agent({ keepAlive: true })
  readonly #authorization: string

  constructor(person: string, password: string) {
    this.#authorization = `Basic ${Buffer.from(`${person}:${password}`).toString('base64')}`
  }

  pointTo(url: string): void {
    this.#url = url
    this.#agent.destroy()
    this.#agent = new Agent({ keepAlive: true })
  }

  /** @returns undefined when the line broke before a whole answer came. */
  send({ method, path, headers, body }: Ask): Promise<Reply | undefined> {
    return new Promise((resolve) => {
      const sent = request(this.#url + path, {
        method,
        agent: this.#agent,
        headers: {
          ...headers,
          Authorization: this.#authorization,
          ...(body === undefined ? {} : { 'Content-Length': String(body.length) }),
        },
      })
      sent.on('error', () => resolve(undefined))
      sent.on('response', (response) => {
        buffer(response).then(
          (body) => resolve({ status: response.statusCode!, headers: response.headers, body }),
          () => resolve(undefined),
        )
      })
      sent.end(body)
    })
  }
}

export const sha1 = (bytes: Buffer): string => createHash('sha1').update(bytes).digest('hex')
