import type { IncomingMessage } from 'node:http'
import { request as open } from 'node:http'
import type { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { faultsOf } from '../acceptors/index.ts'
import { type Answer, type AskedRequest, type Exchange, Headers } from './exchange.ts'
import { type DavResponse, multistatus } from './multistatus.ts'
import { clark } from './xml.ts'

export interface Asked {
  readonly method: string
  /** Sent as it stands: encode it yourself, spell it as oddly as the case wants. */
  readonly path: string
  /** In this order and spelling; a list when a name has to come twice. */
  readonly headers?: Readonly<Record<string, string>> | readonly (readonly [string, string])[]
  readonly body?: string | Buffer | Readable
  /** Without a Content-Length, in chunks. */
  readonly chunked?: boolean
  /** Faults of one acceptor that this case provokes on purpose: its name and why. */
  readonly without?: Readonly<Record<string, string>>
}

export interface Credentials {
  readonly user: string
  readonly password: string
}

/** An answer that no client would choke on: the acceptors have read it. */
export interface AcceptedAnswer extends Answer {
  readonly text: string
  json(): unknown
  header(name: string): string | undefined
}

/** Methods that Node sends without a body of its own accord; for all others it would announce chunks. */
const BARE = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS'])

/** A raw HTTP client for one server whose every answer is read with the clients' eyes. */
export class Client {
  readonly url: URL
  readonly #credentials: Credentials | undefined

  constructor(url: string, credentials?: Credentials) {
    this.url = new URL(url)
    this.#credentials = credentials
  }

  as(credentials: Credentials | undefined): Client {
    return new Client(this.url.href, credentials)
  }

  /** @throws when the answer would break a client, naming every fault. */
  async send(asked: Asked): Promise<AcceptedAnswer> {
    const headers = this.#headers(asked)
    const answer = await exchange(this.url, asked, headers)
    const request: AskedRequest = {
      method: asked.method,
      path: asked.path,
      headers,
      body: readable(asked.body),
    }
    refuse({ request, answer }, asked.without ?? {})
    const text = answer.body.toString('utf8')
    return { ...answer, text, json: () => JSON.parse(text), header: (name) => answer.headers.get(name) }
  }

  dav(method: string, path: string, rest: Omit<Asked, 'method' | 'path'> = {}): Promise<AcceptedAnswer> {
    return this.send({ method, path, ...rest })
  }

  /**
   * Lists with named properties, written `{namespace}local`.
   * @throws unless the answer is a 207.
   */
  async propfind(
    path: string,
    props: readonly string[],
    depth: '0' | '1' | 'infinity' = '0',
  ): Promise<DavResponse[]> {
    const answer = await this.dav('PROPFIND', path, { headers: { Depth: depth }, body: propfindBody(props) })
    if (answer.status !== 207) throw new Error(`PROPFIND ${path} answered ${answer.status}: ${answer.text}`)
    return multistatus(answer)
  }

  #headers(asked: Asked): Headers {
    const given = Headers.from(asked.headers ?? {})
    const fields: (readonly [string, string])[] = [...given]
    const add = (name: string, value: string): void => {
      if (!given.has(name)) fields.push([name, value])
    }
    add('Host', this.url.host)
    if (this.#credentials) add('Authorization', basic(this.#credentials))
    if (asked.chunked) add('Transfer-Encoding', 'chunked')
    else if (typeof asked.body === 'string' || Buffer.isBuffer(asked.body))
      add('Content-Length', String(Buffer.byteLength(asked.body)))
    else if (asked.body) add('Transfer-Encoding', 'chunked')
    else if (!BARE.has(asked.method)) add('Content-Length', '0')
    return new Headers(fields)
  }
}

export const basic = ({ user, password }: Credentials): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

export const propfindBody = (props: readonly string[]): string => {
  const named = props.map((prop) => {
    const [, uri, local] = /^\{(.*)\}(.*)$/.exec(prop) ?? []
    if (local === undefined) throw new Error(`not a {namespace}name: ${prop}`)
    return `<x:${local} xmlns:x="${uri}"/>`
  })
  return `<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop>${named.join('')}</d:prop></d:propfind>`
}

export { clark }

const readable = (body: Asked['body']): string =>
  typeof body === 'string' ? body : Buffer.isBuffer(body) && body.length < 65_536 ? body.toString('utf8') : ''

function refuse(exchanged: Exchange, without: Readonly<Record<string, string>>): void {
  const faults = faultsOf(exchanged).filter(({ acceptor }) => !(acceptor in without))
  if (faults.length === 0) return
  const { request, answer } = exchanged
  const lines = faults.map(({ acceptor, fault }) => `  ${acceptor}: ${fault}`)
  const sample = answer.body.subarray(0, 2000).toString('utf8')
  throw new Error(
    `${request.method} ${request.path} answered ${answer.status}, which a client cannot accept:\n${lines.join('\n')}\n${sample}`,
  )
}

function exchange(url: URL, asked: Asked, headers: Headers): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = open({
      host: url.hostname,
      port: url.port,
      method: asked.method,
      path: asked.path,
      headers: [...headers].flat(),
      agent: false,
    })
    request.on('error', reject)
    request.on('response', (response) => read(response).then(resolve, reject))
    if (/^100-continue$/i.test(headers.get('expect') ?? '')) {
      request.on('continue', () => write(request, asked.body))
      request.flushHeaders()
    } else write(request, asked.body)
  })
}

function write(request: ReturnType<typeof open>, body: Asked['body']): void {
  if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) request.end(body)
  else {
    body.on('error', (fault) => request.destroy(fault))
    body.pipe(request)
  }
}

async function read(response: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = []
  for await (const part of response) parts.push(part as Buffer)
  const fields: [string, string][] = []
  for (let i = 0; i < response.rawHeaders.length; i += 2)
    fields.push([response.rawHeaders[i]!, response.rawHeaders[i + 1]!])
  const headers = new Headers(fields)
  const sent = Buffer.concat(parts)
  const body = headers.get('content-encoding') === 'gzip' && sent.length > 0 ? gunzipSync(sent) : sent
  return { status: response.statusCode!, headers, body }
}
