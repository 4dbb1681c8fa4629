import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Domain } from '../../domain/domain.ts'
import { openDirectLink } from '../../domain/files/direct-link.ts'
import type { Actor, LinkVisitor, Member } from '../../vocabulary/actor.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import { preferredLanguage } from '../wire/accept-language.ts'
import { encodeSegment, parseTarget, type RequestPath } from '../wire/href.ts'
import { isMicrosoftOffice, isWindowsProbe } from '../wire/user-agent.ts'
import type { Admitted } from './admitted.ts'
import { answerFault, type Failing } from './answer-fault.ts'
import { type Authenticate, answer, type DavLog, type Exchange, filesPath } from './exchange.ts'
import { type DavFault, methodUnknown, notFound } from './fault.ts'
import { bulk } from './methods/bulk.ts'
import { getDirect } from './methods/get-direct.ts'
import { answerOptions, options, rootOptions } from './methods/options.ts'
import { search } from './methods/search.ts'
import { avatars } from './trees/avatars.ts'
import { bare } from './trees/bare.ts'
import { comments } from './trees/comments.ts'
import { files } from './trees/files.ts'
import { foreign, foreignStore } from './trees/foreign.ts'
import { tagRelations } from './trees/tag-relations.ts'
import { tags } from './trees/tags.ts'
import { tagsInUse } from './trees/tags-in-use.ts'
import { trashbin } from './trees/trashbin.ts'
import type { Methods } from './trees/tree.ts'
import { uploads } from './trees/uploads.ts'
import { versions } from './trees/versions.ts'
import { turnsByMethod } from './turns.ts'
import { type Visiting, visit } from './visit.ts'

export interface DavOptions {
  readonly domain: Domain
  readonly authenticate: Authenticate
  /** The address of whoever asks, behind trusted proxies too. */
  readonly placeOf: (request: IncomingMessage) => string
  /** Path in front of every public address, without a slash at its end; requests come without it. */
  readonly prefix: string
  /** The school's, an IANA name. */
  readonly timeZone: string
  readonly log: DavLog
  /** Milliseconds without a byte of a body after which its sender counts as gone. */
  readonly stall?: number
}

export interface Dav {
  /** Whether a request is one of ours. */
  handles(request: IncomingMessage): boolean
  handle(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void
  /** Resolves when what was under way has ended, also for those who have left meanwhile. */
  ended(): Promise<void>
}

/** The trees below `/remote.php/dav/<tree>` that are nobody's own. */
const common: Readonly<Record<string, Methods<Member>>> = {
  avatars,
  comments,
  systemtags: tags,
  'systemtags-relations': tagRelations,
  'systemtags-assigned': tagsInUse,
}

/** The trees below `/remote.php/dav/<tree>/<person>`. */
const trees: Readonly<Record<string, Methods<Member>>> = { files, uploads, trashbin, versions }

/** `/remote.php/dav` itself. */
const root: Methods<Member> = { ...bare, OPTIONS: rootOptions, SEARCH: search }

const bulkTree: Methods<Member> = { POST: bulk, OPTIONS: options }

/** Every tree there is, by the name in its address. */
export const DAV_TREES: Readonly<Record<string, Methods<Member>>> = {
  root,
  bulk: bulkTree,
  ...common,
  ...trees,
}

/** All that the reference server also has below `/remote.php/dav/`, and we have not: a clean 404. */
const unknown = (): DavFault => notFound('address-unknown')

interface Route {
  readonly methods: Methods<Member>
  /** How many segments belong to the tree's own address. */
  readonly depth: number
}

/** What a person's request below `/remote.php` is for. */
function route(names: readonly string[], person: PersonId): Route {
  const [, entry, tree, owner] = names
  if (entry === 'webdav' || entry === 'files') return { methods: files, depth: 2 }
  if (entry !== 'dav') throw unknown()
  if (tree === undefined) return { methods: root, depth: 2 }
  if (tree === 'bulk') return { methods: bulkTree, depth: 3 }
  if (Object.hasOwn(common, tree)) return { methods: common[tree]!, depth: 3 }
  const methods = Object.hasOwn(trees, tree) ? trees[tree] : undefined
  if (methods === undefined) throw unknown()
  if (owner === undefined) return { methods: bare, depth: 3 }
  const others = tree === 'files' ? foreign : foreignStore
  return { methods: owner.toLowerCase() === person.toLowerCase() ? methods : others, depth: 4 }
}

type Asked = Failing & Pick<Exchange, 'expectsContinue'>

const STALL = 120_000
/** Whoever has its answer need not send the rest, but may take this long over every piece. */
const LINGER = 30_000

const OURS = /^\/+(?:remote\.php|public\.php)(?:[/?]|$)/

/** Everything below `/remote.php` and `/public.php`: one table from addresses and methods to handlers. */
export function createDav(given: DavOptions): Dav {
  const { domain, authenticate, placeOf, prefix, timeZone, log, stall = STALL } = given
  const turnsOf = turnsByMethod()

  async function run(
    request: IncomingMessage,
    response: ServerResponse,
    expectsContinue: boolean,
  ): Promise<void> {
    const method = request.method ?? 'GET'
    const language = preferredLanguage(request.headers['accept-language'], 'en')
    const failing = { request, response, method, language, log }
    try {
      const target = parseTarget(request.url ?? '/')
      if (isWindowsAtRoot(request)) return answer(failing, 302, { Location: `${prefix}/remote.php/webdav/` })
      if (isOfficeProbe(request)) return answerOptions(failing)
      const asked = { ...failing, expectsContinue }
      const names = target.segments
      if (names[0] !== 'public.php') return await serve(asked, target, await admit(request, names))
      const visiting = await visit({ domain, prefix }, request, names, placeOf(request))
      return isLinkVisit(visiting)
        ? await serve(asked, target, visiting)
        : await serve(asked, target, visiting)
    } catch (error) {
      answerFault(failing, error)
    }
  }

  /** Who asks, and for what. */
  async function admit(request: IncomingMessage, names: readonly string[]): Promise<Admitted<Member>> {
    const direct = names[1] === 'direct' ? await openDirectLink(domain, names[2] ?? '') : undefined
    const actor = direct?.member ?? (await authenticate(request))
    const { person } = actor
    return {
      actor,
      rootName: person,
      filesAt: (address) => filesPath(address, prefix, person),
      line: person,
      ...(direct === undefined
        ? route(names, person)
        : { methods: getDirect(domain, direct.node), depth: 3 }),
    }
  }

  async function serve<Who extends Actor>(
    asked: Asked,
    target: RequestPath,
    { line, methods, depth, ...admitted }: Admitted<Who>,
  ): Promise<void> {
    const { method, response } = asked
    const handler = Object.hasOwn(methods, method) ? methods[method] : undefined
    if (handler === undefined) throw methodUnknown(method)
    const exchange: Exchange<Who> = {
      ...asked,
      ...admitted,
      ...{ domain, prefix, stall, timeZone },
      base: prefix + baseOf(target, depth),
      path: target.segments.slice(depth),
      trailingSlash: target.trailingSlash,
      query: target.query,
    }
    await turnsOf(method, admitted.actor.kind !== 'member').run(line, response, () => handler(exchange))
  }

  const underWay = new Set<Promise<void>>()

  return {
    handles: (request) => OURS.test(request.url ?? '/') || isWindowsAtRoot(request),
    handle(request, response, expectsContinue) {
      drainAfter(request, response, Math.min(stall, LINGER))
      const running = run(request, response, expectsContinue)
        .catch((error) => {
          log.error({ err: error }, 'a request could not be answered')
          request.socket.destroy()
        })
        .finally(() => underWay.delete(running))
      underWay.add(running)
    },
    async ended() {
      await Promise.all(underWay)
    },
  }
}

/**
 * An answer may come before the body is in. The rest is read and thrown away, so that the client gets to see the
 * answer and can go on; one that has nothing more to say is let go.
 * @param idle milliseconds.
 */
function drainAfter(request: IncomingMessage, response: ServerResponse, idle: number): void {
  response.on('finish', () => {
    if (request.complete) return
    // The end of a body that was in with its headers is told a moment after them.
    setImmediate(() => request.complete || drain(request, idle))
  })
}

function drain(request: IncomingMessage, idle: number): void {
  const { socket } = request
  if (socket.destroyed) return
  const cut = setTimeout(() => socket.destroy(), idle)
  const forget = (): void => {
    clearTimeout(cut)
    socket.off('close', forget)
  }
  request.on('data', () => cut.refresh())
  request.once('close', forget)
  // A request that was answered is not told when its connection breaks.
  socket.once('close', forget)
  request.resume()
}

/** The tree's own address as it was asked for: hrefs repeat its spelling, which some clients compare. */
function baseOf({ segments }: RequestPath, depth: number): string {
  let base = ''
  for (let i = 0; i < depth && i < segments.length; i++) base += `/${encodeSegment(segments[i]!)}`
  return base
}

const isLinkVisit = (visiting: Visiting): visiting is Admitted<LinkVisitor> =>
  visiting.actor.kind === 'link-visitor'

/** Office opens a document anonymously first, and gives up where that is refused (webdav.md §2). */
const isOfficeProbe = ({ method, headers }: IncomingMessage): boolean =>
  (method === 'OPTIONS' || method === 'HEAD') &&
  headers.authorization === undefined &&
  isMicrosoftOffice(headers['user-agent'])

/** Windows maps a drive to whatever address it is told, the bare one of the server included (webdav.md §2). */
const isWindowsAtRoot = ({ url, headers }: IncomingMessage): boolean =>
  url === '/' && isWindowsProbe(headers['user-agent'])
