import { type LookupAddress, lookup as resolve } from 'node:dns'
import { type IncomingMessage, request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** The other side gave no answer that could be used; the message names no secret. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

const LONGEST = 1024 * 1024
const PATIENCE = 10_000

const listOf = (nets: readonly (readonly [string, number])[]): BlockList => {
  const list = new BlockList()
  for (const [net, bits] of nets) list.addSubnet(net, bits, net.includes(':') ? 'ipv6' : 'ipv4')
  return list
}

/** Nobody's service, in any house: cloud metadata live at link-local addresses. */
const NEVER = listOf([
  ...([
    ['0.0.0.0', 8],
    ['169.254.0.0', 16],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
  ...([
    ['fe80::', 10],
    ['ff00::', 8],
  ] as const),
])
/** Of the house itself, its network, or set aside (IANA special-purpose registry). */
const INSIDE = listOf([
  ...([
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['172.16.0.0', 12],
  ] as const),
  ...([
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
  ] as const),
  ...([
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
  ] as const),
  ...([
    ['::1', 128],
    ['fc00::', 7],
  ] as const),
])
/** Documentation, Teredo and 6to4: they lead elsewhere than they say. */
const STRANGE = listOf([
  ['2001:db8::', 32],
  ['2001::', 32],
  ['2002::', 16],
])
const GLOBAL = listOf([['2000::', 3]])

/** An IPv4 address in the clothes of an IPv6 one is judged as what it is. */
const plain = (address: string): string => {
  const [, v4] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? []
  return v4 ?? address
}

/** @param internal whether the network of the house may be asked. */
export function mayAsk(address: string, internal: boolean): boolean {
  const host = plain(address)
  const family = isIP(host)
  if (family === 0) return false
  const type = family === 4 ? 'ipv4' : 'ipv6'
  if (NEVER.check(host, type)) return false
  if (INSIDE.check(host, type)) return internal
  return family === 4 || (GLOBAL.check(host, type) && !STRANGE.check(host, type))
}

type Resolve = (
  host: string,
  options: { all: true },
  done: (error: Error | null, addresses: LookupAddress[]) => void,
) => void

/** The address that was judged is the one that is connected to: a name cannot mean another one a moment later. */
function judging(internal: boolean, names: Resolve): LookupFunction {
  return (host, options, done) => {
    names(host, { all: true }, (error, addresses) => {
      const fine = (addresses ?? []).filter(({ address }) => mayAsk(address, internal))
      const refused = new Unreachable(`${host} lies in a network that is not asked`)
      const [first] = fine
      if (error !== null) done(error, '', 0)
      else if (first === undefined || fine.length < addresses.length) done(refused, '', 0)
      else if (options.all) done(null, fine)
      else done(null, first.address, first.family)
    })
  }
}

export interface SafeWish {
  readonly method?: string
  readonly headers?: Headers | Readonly<Record<string, string>>
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
}

export type SafeFetch = (address: string, wish?: SafeWish) => Promise<Response>

/**
 * Asks addresses that somebody else has named. Only https (http for providers inside the house), no redirect is
 * followed, ten seconds, 1 MiB; answers of 500 and above count as none.
 * @param names for tests: what resolves names.
 * @throws Unreachable
 */
export function fetchSafely({ internal, names }: { internal: boolean; names?: Resolve }): SafeFetch {
  const lookup = judging(internal, names ?? (resolve as unknown as Resolve))
  return async (address, wish = {}) => {
    const url = demandAddress(address, internal)
    const timeout = AbortSignal.timeout(PATIENCE)
    const signal = wish.signal == null ? timeout : AbortSignal.any([wish.signal, timeout])
    try {
      const response = await exchange(url, wish, signal, lookup)
      if (response.status >= 500) throw new Unreachable(`${url.host} answered ${response.status}`)
      return response
    } catch (error) {
      if (error instanceof Unreachable) throw error
      throw new Unreachable(`${url.host} could not be asked`, { cause: error })
    }
  }
}

function demandAddress(address: string, internal: boolean): URL {
  if (!URL.canParse(address)) throw new Unreachable('the address is none')
  const url = new URL(address)
  if (url.protocol !== 'https:' && !(internal && url.protocol === 'http:'))
    throw new Unreachable(`${url.host} is asked by https alone`)
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  // Addresses in figures are connected to without being looked up.
  if (isIP(literal) !== 0 && !mayAsk(literal, internal))
    throw new Unreachable(`${url.host} lies in a network that is not asked`)
  return url
}

function exchange(url: URL, wish: SafeWish, signal: AbortSignal, lookup: LookupFunction): Promise<Response> {
  const body = wish.body == null ? undefined : String(wish.body)
  const headers = {
    ...Object.fromEntries(new Headers(wish.headers as HeadersInit)),
    'accept-encoding': 'identity',
  }
  const send = url.protocol === 'https:' ? overHttps : overHttp
  return new Promise((resolved, failed) => {
    const options = { method: wish.method ?? 'GET', headers, signal, lookup, agent: false } as const
    const request = send(url, options, (answer) => gather(answer).then(resolved, failed))
    request.on('error', failed)
    request.end(body)
  })
}

async function gather(answer: IncomingMessage): Promise<Response> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of answer) {
    length += (piece as Buffer).length
    if (length > LONGEST) {
      answer.destroy()
      throw new Unreachable('the answer is too long')
    }
    pieces.push(piece as Buffer)
  }
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headersDistinct))
    for (const one of value ?? []) headers.append(name, one)
  const status = answer.statusCode ?? 502
  const empty = status === 204 || status === 304
  return new Response(empty ? null : Buffer.concat(pieces), { status, headers })
}
