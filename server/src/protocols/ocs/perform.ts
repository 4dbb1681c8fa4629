import type { Language } from '@nuage/contract/words'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Domain } from '../../domain/domain.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { preferredLanguage } from '../wire/accept-language.ts'
import { type Authenticated, authenticate, hasSessionProof } from '../wire/authenticate.ts'
import { challengeFor } from '../wire/challenge.ts'
import { MalformedParameters, type Parameters } from '../wire/parameters.ts'
import { publicAddress, publicUrl } from '../wire/public-address.ts'
import { sentence } from '../wire/speech.ts'
import { CodedRefusal, type OcsAnswer, type OcsCall, OcsFault, type OcsRoute } from './call.ts'
import { type Format, type Outcome, outcomeOf, wrap } from './envelope.ts'
import { REFUSALS } from './refusals.ts'
import type { Finder } from './router.ts'
import { FAILED, NOT_SIGNED_IN, UNKNOWN, type Version } from './status.ts'
import { refusalSentence } from './words.ts'

export interface Received {
  readonly domain: Domain
  readonly publicUrl?: string | undefined
  readonly find: Finder
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly version: Version
  /** @throws MalformedParameters */
  parameters(): Parameters
}

/** Answers one request: envelope, format, who may, and every failure in the API's own words. */
export async function perform(received: Received): Promise<FastifyReply> {
  const { request, reply, version } = received
  const language = preferredLanguage(request.headers['accept-language'], 'en')
  let format: Format = 'xml'
  try {
    const wanted = formatOf(request)
    if (wanted === undefined) throw new OcsFault(FAILED, 'unknown-format')
    format = wanted
    const parameters = received.parameters()
    const segments = segmentsOf(request)
    const found = received.find(request.method === 'HEAD' ? 'GET' : request.method, segments)
    if (found.kind === 'wrong-method')
      return await reply.code(405).header('allow', found.allowed.join(', ')).send()
    if (found.kind === 'unknown') throw new OcsFault(UNKNOWN, 'unknown-route')
    const caller = await admit(received, found.route, parameters)
    if (caller === 'forged')
      return await reply
        .code(412)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify({ message: sentence(language, 'ocs.csrf') }))
    const call: OcsCall = {
      ...{ domain: received.domain, version, language, parameters, path: found.path },
      headers: request.headers,
      place: request.ip,
      base: publicUrl(publicAddress(request, received.publicUrl)),
    }
    return await send(received, format, await handle(found.route, call, caller))
  } catch (error) {
    return await fail(received, format, language, error)
  }
}

/** `?format=` wins over `Accept`; undefined for one we do not speak. */
function formatOf(request: FastifyRequest): Format | undefined {
  const asked = new URLSearchParams(request.raw.url?.split('?')[1] ?? '').get('format')
  if (asked === 'json' || asked === 'xml') return asked
  if (asked !== null && asked !== '') return undefined
  return /\bapplication\/json\b/i.test(request.headers.accept ?? '') ? 'json' : 'xml'
}

/** Clients double slashes. */
function segmentsOf(request: FastifyRequest): string[] {
  const path = (request.raw.url ?? '').split('?')[0] ?? ''
  const segments = path.split('/').filter((segment) => segment !== '')
  const at = segments.findIndex((segment) => segment === 'v1.php' || segment === 'v2.php')
  try {
    return segments.slice(at + 1).map(decodeURIComponent)
  } catch {
    throw new OcsFault(400, 'bad-parameter', { name: 'path' })
  }
}

/** Foreign pages cannot set the header; `Bearer` they cannot have (ocs.md §1.2). */
async function admit(
  { domain, request }: Received,
  route: OcsRoute,
  parameters: Parameters,
): Promise<Authenticated | undefined | 'forged'> {
  const { headers } = request
  const claimed = headers['ocs-apirequest'] !== undefined || /^bearer /i.test(headers.authorization ?? '')
  if (!claimed && headers.cookie === undefined) return 'forged'
  if (route.access === 'ticket') return claimed ? undefined : 'forged'
  const caller = await authenticate(domain, { headers, place: request.ip })
  const token = parameters.get('requesttoken')
  const proved =
    claimed ||
    (caller !== undefined &&
      hasSessionProof(domain, caller, headers, typeof token === 'string' ? token : undefined))
  if (!proved) return 'forged'
  if (caller === undefined && route.access === 'member') throw new OcsFault(NOT_SIGNED_IN, 'not-signed-in')
  return caller
}

async function handle(route: OcsRoute, call: OcsCall, caller: Authenticated | undefined): Promise<OcsAnswer> {
  if (route.access === 'ticket') return await route.handle(call)
  if (route.access === 'anyone') return await route.handle({ ...call, caller })
  if (caller === undefined) throw new OcsFault(NOT_SIGNED_IN, 'not-signed-in')
  return await route.handle({ ...call, caller })
}

async function send(received: Received, format: Format, answer: OcsAnswer): Promise<FastifyReply> {
  const { request, reply, version } = received
  if (answer.headers !== undefined) reply.headers(answer.headers)
  if (answer.bare !== undefined) return await reply.code(answer.bare).send()
  if (answer.unchanged) return await reply.code(304).send()
  if (answer.etag !== undefined) {
    reply.header('etag', `"${answer.etag}"`)
    const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
    if (known?.includes(`"${answer.etag}"`)) return await reply.code(304).send()
  }
  return await write(received, format, outcomeOf(version, answer))
}

async function write({ reply, version }: Received, format: Format, outcome: Outcome): Promise<FastifyReply> {
  const { status, type, body } = wrap(format, version, outcome)
  return await reply.code(status).type(type).send(body)
}

async function fail(
  received: Received,
  format: Format,
  language: Language,
  error: unknown,
): Promise<FastifyReply> {
  const { request, reply } = received
  const failed = (code: number, message: string) => write(received, format, { code, message, data: [] })
  if (error instanceof OcsFault)
    return await failed(
      error.code,
      error.key === '' ? '' : (sentence(language, `ocs.${error.key}`, error.facts) ?? ''),
    )
  if (error instanceof CodedRefusal) return await failed(error.code, refusalSentence(language, error.refusal))
  if (error instanceof MalformedParameters)
    return await failed(400, sentence(language, 'ocs.bad-parameter', { name: error.fault }) ?? '')
  if (!(error instanceof Refusal)) {
    request.log.error({ err: error }, 'ocs')
    return await failed(FAILED, sentence(language, 'ocs.internal') ?? '')
  }
  if (error.kind === 'not-signed-in') reply.header('www-authenticate', challengeFor(request.headers))
  return await failed(REFUSALS[error.kind], refusalSentence(language, error))
}
