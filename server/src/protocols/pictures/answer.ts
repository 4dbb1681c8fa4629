import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal, type RefusalKind } from '../../vocabulary/refusal.ts'
import { API_HEADERS } from '../wire/api-headers.ts'
import { evaluateConditions } from '../wire/conditions.ts'
import { httpDate } from '../wire/http-date.ts'
import { BadWish } from './wish.ts'

/** How each refusal of the domain sounds to whoever asked for a picture. */
const STATUS: Readonly<Record<RefusalKind, number>> = {
  'not-found': 404,
  'parent-missing': 404,
  'parent-not-folder': 404,
  'not-permitted': 403,
  'not-signed-in': 401,
  'password-needed': 401,
  exists: 400,
  stale: 400,
  locked: 400,
  'lock-lost': 400,
  'over-quota': 503,
  'bad-name': 400,
  'bad-request': 400,
  'wrong-kind': 404,
  conflict: 400,
  'bad-checksum': 400,
  infected: 403,
  gone: 404,
  'too-many': 429,
  busy: 503,
  unavailable: 503,
  damaged: 502,
}

/** Seconds after which it is worth asking again. */
const LATER = 10

export interface Picture {
  /** Without quotes. */
  readonly etag: string
  /** Seconds; undefined when nobody knows. */
  readonly modified?: number
  /** For whom and how long it may be kept. */
  readonly caching: string
  readonly headers?: Readonly<Record<string, string>>
  /** Only asked when the client has none, or another. */
  open(): Promise<{ readonly mime: string; readonly length: number; readonly body: Readable | Buffer }>
}

/** A picture, or that the client has it already (RFC 9110 §13). */
export async function sendPicture(
  request: FastifyRequest,
  reply: FastifyReply,
  picture: Picture,
): Promise<FastifyReply> {
  const current = { exists: true, etag: picture.etag, modified: picture.modified ?? null }
  const verdict = evaluateConditions(request.method, request.headers, current)
  const headers: Record<string, string> = {
    ...{ ...API_HEADERS, ...picture.headers, 'cache-control': picture.caching, etag: `"${picture.etag}"` },
    ...(picture.modified === undefined ? {} : { 'last-modified': httpDate(picture.modified) }),
  }
  if (verdict.kind === 'not-modified') return await reply.code(304).headers(headers).send()
  if (verdict.kind === 'failed') return await sendNone(reply, 412)
  const { mime, length, body } = await picture.open()
  reply.headers(headers).header('content-type', mime).header('content-length', length)
  return await reply.send(body)
}

/** What clients know for “there is none”: an empty list. */
export const sendNone = (reply: FastifyReply, status: number): FastifyReply =>
  reply.code(status).headers(API_HEADERS).header('content-type', 'application/json; charset=utf-8').send('[]')

/** Whatever went wrong, as a status; what is ours is noted. */
export function sendFault(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const status = statusOf(error)
  const isOurs = error instanceof Refusal ? error.cause !== undefined : status === 500
  if (isOurs) request.log.error({ err: error }, 'a picture could not be given')
  if (status === 503 || status === 429)
    reply.header(
      'retry-after',
      error instanceof Refusal ? String(error.facts.seconds ?? LATER) : String(LATER),
    )
  return sendNone(reply, status)
}

function statusOf(error: unknown): number {
  if (error instanceof Refusal) return STATUS[error.kind]
  if (error instanceof BadWish) return 400
  const status = (error as { statusCode?: unknown }).statusCode
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500
}
