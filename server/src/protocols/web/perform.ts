import { createHash } from 'node:crypto'
import type { Problem } from '@nuage/contract/api'
import type { Language } from '@nuage/contract/words'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Domain } from '../../domain/domain.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { preferredLanguage } from '../wire/accept-language.ts'
import { type Authenticated, authenticate, hasSessionProof } from '../wire/authenticate.ts'
import { parseEntityTags } from '../wire/conditions.ts'
import { acceptsGzip, gzippedWhole } from '../wire/gzip.ts'
import { publicAddress, publicUrl } from '../wire/public-address.ts'
import { type Log, problemOf } from './problem.ts'
import { readBody, readPath, readQuery } from './read.ts'
import type { Route } from './route.ts'

export interface Received {
  readonly domain: Domain
  readonly log: Log
  readonly publicUrl: string | undefined
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Answers one call: who, proof, shape, and every failure as a problem in the person's language. */
export async function perform(received: Received, route: Route): Promise<FastifyReply> {
  const { domain, log, publicUrl: configured, request, reply } = received
  let language = preferredLanguage(request.headers['accept-language'], 'fr')
  try {
    const caller = await admit(received, route)
    language = languageOf(caller, language)
    const { actor } = caller
    const body = await route.handle({
      ...{ domain, log, caller, actor, language },
      base: publicUrl(publicAddress(request, configured)),
      path: readPath(request),
      query: readQuery(request, route.query),
      body: readBody(request, route.body),
      hold: { person: actor.person, tokens: [] },
    })
    if (route.answer === undefined) return await reply.code(204).send()
    return await send(received, route.status, body)
  } catch (error) {
    return await sendProblem(received, problemOf(error, language, log))
  }
}

/** @throws Refusal `not-signed-in`; `not-permitted` for what a foreign page may have sent. */
async function admit({ domain, request }: Received, route: Route): Promise<Authenticated> {
  const { headers, ip: place } = request
  const caller = await authenticate(domain, { headers, place, connection: request.raw.socket })
  if (caller === undefined) throw new Refusal('not-signed-in', 'credentials-none')
  if (caller.session !== undefined && route.method !== 'GET' && !hasSessionProof(domain, caller, headers))
    throw new Refusal('not-permitted', 'forged')
  if (route.access === 'session' && caller.session === undefined)
    throw new Refusal('not-permitted', 'browser-only')
  return caller
}

/** Nuage speaks French unless somebody wants it otherwise; what they chose counts more than their browser. */
const languageOf = ({ person }: Authenticated, asked: Language): Language =>
  person.language === '' ? asked : preferredLanguage(person.language.replaceAll('_', '-'), asked)

/** Shorter answers are not worth compressing. */
const WORTH_IT = 1_400

async function send({ request, reply }: Received, status: number, body: unknown): Promise<FastifyReply> {
  const text = JSON.stringify(body)
  reply.code(status).type('application/json; charset=utf-8')
  if (request.method === 'GET' || request.method === 'HEAD') {
    const etag = createHash('sha1').update(text).digest('base64url')
    reply.headers({ etag: `W/"${etag}"`, 'cache-control': 'private, no-cache', vary: 'Accept-Encoding' })
    const known = request.headers['if-none-match']
    if (known !== undefined && parseEntityTags(known).some(({ tag }) => tag === etag))
      return await reply.code(304).send()
  }
  if (text.length < WORTH_IT || !acceptsGzip(request.headers['accept-encoding']))
    return await reply.send(text)
  return await reply.header('content-encoding', 'gzip').send(await gzippedWhole(text))
}

export async function sendProblem(
  { request, reply }: Pick<Received, 'request' | 'reply'>,
  problem: Problem,
): Promise<FastifyReply> {
  if (problem.status === 401) reply.header('www-authenticate', challenge(request))
  if (problem.retryAfter !== undefined) reply.header('retry-after', problem.retryAfter)
  return await reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem))
}

/** `DummyBasic` keeps browsers from asking for a password on behalf of a script. */
const challenge = ({ headers }: FastifyRequest): string =>
  headers.cookie === undefined && headers['sec-fetch-mode'] === undefined
    ? 'Basic realm="Nuage", charset="UTF-8"'
    : 'DummyBasic realm="Nuage"'
