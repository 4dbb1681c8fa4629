import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Language } from '@nuage/contract/words'
import type { Domain } from '../../domain/domain.ts'
import type { Hold } from '../../domain/locks/lock.ts'
import type { Actor, Member } from '../../vocabulary/actor.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import type { RequestPath } from '../wire/href.ts'
import { headerOf } from '../wire/malformed-header.ts'

/** One request under way, as every method sees it. */
export interface Exchange<Who extends Actor = Actor> {
  readonly domain: Domain
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly method: string
  readonly actor: Who
  /** What the root of the actor's files is called. */
  readonly rootName: string
  /** The path in the actor's files that an address speaks of; undefined when it lies elsewhere. */
  readonly filesAt: (target: Target) => readonly string[] | undefined
  readonly language: Language
  /** The path prefix of the instance, without a slash at its end. */
  readonly prefix: string
  /** Encoded path of the tree's root as it was asked for, without a slash at its end. */
  readonly base: string
  /** Names below the tree's root. */
  readonly path: readonly string[]
  /** Whether the address ends with a slash. */
  readonly trailingSlash: boolean
  readonly query: string
  /** The client waits to be told to send its body (`Expect: 100-continue`). */
  readonly expectsContinue: boolean
  /** Milliseconds without a byte of the body after which its sender counts as gone. */
  readonly stall: number
  /** The school's, an IANA name. */
  readonly timeZone: string
  /** For whoever comes by a link: what its sharer wrote to them. */
  readonly note?: string
  /** Told of the bytes of a file that went out, where somebody counts them. */
  readonly onSent?: (sent: SentPart) => void
  readonly log: DavLog
}

export interface SentPart {
  readonly etag: string
  /** Bytes of the whole. */
  readonly size: number
  readonly start: number
  /** The first byte that did not go out. */
  readonly end: number
}

export interface DavLog {
  error(facts: object, text: string): void
}

/** Finds out who stands behind a request. @throws DavFault 401. */
export type Authenticate = (request: IncomingMessage) => Promise<Member>

export const header = (exchange: Pick<Exchange, 'request'>, name: string): string | undefined =>
  headerOf(exchange.request.headers, name)

/** On every answer of ours, whatever it says. */
const SECURITY: readonly string[] = [
  ...['Content-Security-Policy', "default-src 'none';"],
  ...['X-Content-Type-Options', 'nosniff'],
  ...['X-Frame-Options', 'SAMEORIGIN'],
  ...['X-Robots-Tag', 'noindex, nofollow'],
  ...['Referrer-Policy', 'no-referrer'],
]

/** Begins an answer. In one list, since Node copies headers that are set one by one twice more. */
export function sendHead(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string | number>>,
): void {
  const list = SECURITY.slice()
  for (const name in headers) list.push(name, String(headers[name]))
  response.writeHead(status, list)
}

/** Sends a whole answer. */
export function answer(
  exchange: Pick<Exchange, 'response' | 'method'>,
  status: number,
  headers: Readonly<Record<string, string | number>>,
  body = '',
): void {
  const { response, method } = exchange
  sendHead(response, status, { ...headers, 'Content-Length': Buffer.byteLength(body) })
  response.end(method === 'HEAD' ? undefined : body)
}

export const XML_TYPE = 'application/xml; charset=utf-8'

/** `00000078ocabc123xyz0`: what clients know a file by. */
export const publicId = (node: number, instance: string): string =>
  `${String(node).padStart(8, '0')}${instance}`

export const quoted = (etag: string): string => `"${etag}"`

/** An address, of which only the names count. */
export type Target = Pick<RequestPath, 'segments'>

/** What a writer brings along to pass locks: nobody but a person ever has one of their own. */
export const holdOf = (actor: Actor, tokens: readonly string[] = []): Hold => ({
  person: actor.kind === 'member' ? actor.person : null,
  tokens,
})

const FILES = new Set(['webdav', 'files'])

/** The names of an address below the instance's own, whether it was spelled with the prefix or without. */
export function localNames(target: Target, prefix: string): readonly string[] {
  const before = prefix.split('/').filter((segment) => segment !== '')
  return before.every((segment, i) => target.segments[i] === segment)
    ? target.segments.slice(before.length)
    : target.segments
}

/** The path below a person's own part of a tree that an address speaks of; undefined when it lies elsewhere. */
export function treePath(
  target: Target,
  prefix: string,
  tree: string,
  person: PersonId,
): readonly string[] | undefined {
  const [entry, dav, called, owner, ...path] = localNames(target, prefix)
  const own = called === tree && owner?.toLowerCase() === person.toLowerCase()
  return entry === 'remote.php' && dav === 'dav' && own ? path : undefined
}

/**
 * The path in a person's files that an address speaks of, whatever alias it uses; undefined when it lies
 * elsewhere, or in somebody else's tree.
 */
export function filesPath(target: Target, prefix: string, person: PersonId): readonly string[] | undefined {
  const names = localNames(target, prefix)
  if (names[0] === 'remote.php' && FILES.has(names[1] ?? '')) return names.slice(2)
  return treePath(target, prefix, 'files', person)
}
