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

/** A request on the line. */
export interface Flight {
  readonly kind: Kind
  /** The line broke before a whole answer came. */
  cut: boolean
}

export type Kind =
  | 'poll'
  | 'listing'
  | 'GET'
  | 'PUT'
  | 'begin'
  | 'chunk'
  | 'assemble'
  | 'bulk'
  | 'MKCOL'
  | 'MOVE'
  | 'COPY'
  | 'DELETE'
  | 'restore'
  | 'purge'
  | 'form'
  | 'drop'
  | 'finish'
  | 'share'
  | 'unshare'
  | 'join'
  | 'quit'

const IN_UPLOADS: Readonly<Record<string, Kind>> = { MKCOL: 'begin', PUT: 'chunk', MOVE: 'assemble' }
const IN_TRASH: Readonly<Record<string, Kind>> = { MOVE: 'restore', DELETE: 'purge' }

const IN_PLACES: readonly (readonly [string, Readonly<Record<string, Kind>>])[] = [
  ['/deposit/begin', { POST: 'begin' }],
  ['/deposit/finish', { POST: 'finish' }],
  ['/deposit', { POST: 'form' }],
  ['/public.php/dav/files/', { PUT: 'drop' }],
  ['/files_sharing/api/v1/shares', { POST: 'share', DELETE: 'unshare' }],
  ['/cloud/users/', { POST: 'join', DELETE: 'quit' }],
]

/** What a request does, as a person would say it. */
export function kindOf({ method, path, headers }: Ask): Kind {
  const known = IN_PLACES.find(([place]) => path.includes(place))?.[1][method]
  if (known !== undefined) return known
  if (method === 'PROPFIND') return headers?.Depth === '0' ? 'poll' : 'listing'
  if (method === 'POST') return 'bulk'
  const special = path.includes('/dav/uploads/') ? IN_UPLOADS : path.includes('/trashbin/') ? IN_TRASH : {}
  return special[method] ?? (method as Kind)
}

/** One person's plain HTTP client that can be pointed at the program again when it has come back. */
export class Wire {
  #url = ''
  #agent = new Agent({ keepAlive: true })
  readonly #credentials: Readonly<Record<string, string>>
  readonly underWay = new Set<Flight>()

  /** Without a person: somebody who has no account. */
  constructor(person?: string, password = '') {
    const basic = Buffer.from(`${person}:${password}`).toString('base64')
    this.#credentials = person === undefined ? {} : { Authorization: `Basic ${basic}` }
  }

  pointTo(url: string): void {
    this.#url = url
    this.#agent.destroy()
    this.#agent = new Agent({ keepAlive: true })
  }

  /** @returns undefined when the line broke before a whole answer came. */
  async send(ask: Ask): Promise<Reply | undefined> {
    const flight: Flight = { kind: kindOf(ask), cut: false }
    this.underWay.add(flight)
    const reply = await this.#exchange(ask)
    flight.cut = reply === undefined
    this.underWay.delete(flight)
    return reply
  }

  #exchange({ method, path, headers, body }: Ask): Promise<Reply | undefined> {
    return new Promise((resolve) => {
      const sent = request(this.#url + path, {
        method,
        agent: this.#agent,
        headers: {
          ...headers,
          ...this.#credentials,
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
