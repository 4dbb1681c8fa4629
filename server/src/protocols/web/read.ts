import type { TSchema } from '@nuage/contract/schema'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../../vocabulary/refusal.ts'
import { requireShape } from './check.ts'
import { RequestFault } from './problem.ts'

const NONE: TSchema = { type: 'object', additionalProperties: false }

/** What `{…}` in the path stands for: numbers, but for sessions. @throws Refusal `not-found`. */
export function readPath(request: FastifyRequest): Record<string, string | number> {
  const values: Record<string, string | number> = {}
  for (const [name, text] of Object.entries(request.params as Record<string, string>)) {
    const fits = name === 'session' ? /^[A-Za-z0-9]{1,64}$/ : /^[1-9]\d{0,15}$/
    const value = name === 'session' ? text : Number(text)
    if (!fits.test(text) || (typeof value === 'number' && !Number.isSafeInteger(value)))
      throw new Refusal('not-found', 'item-missing')
    values[name] = value
  }
  return values
}

/** @throws RequestFault for what the route does not know, or knows otherwise. */
export function readQuery(request: FastifyRequest, schema: TSchema | undefined): unknown {
  const text = request.raw.url?.split('?').slice(1).join('?') ?? ''
  const types = (schema as { properties?: Record<string, { type?: string }> } | undefined)?.properties ?? {}
  const values: Record<string, unknown> = {}
  for (const [name, value] of new URLSearchParams(text)) {
    if (Object.hasOwn(values, name))
      throw new RequestFault(400, 'bad-query', { where: `/${name.slice(0, 100)}` })
    if (!isSound(value)) throw new RequestFault(400, 'bad-query', { where: `/${name.slice(0, 100)}` })
    const isNumber = Object.hasOwn(types, name) && types[name]!.type === 'integer'
    values[name] = isNumber && /^-?\d{1,16}$/.test(value) ? Number(value) : value
  }
  requireShape(schema ?? NONE, values, 'bad-query')
  return values
}

/** What no engine keeps and no name has: NUL, and halves of characters. */
const isSound = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

function hasSoundTexts(value: unknown): boolean {
  if (typeof value === 'string') return isSound(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, one]) => isSound(key) && hasSoundTexts(one))
}

const JSON_TYPE = /^application\/json\s*(?:;|$)/i

/** @throws RequestFault for another type, for what is no JSON, and for another shape. */
export function readBody(request: FastifyRequest, schema: TSchema | undefined): unknown {
  const bytes = Buffer.isBuffer(request.body) ? request.body : undefined
  if (schema === undefined) {
    if (bytes !== undefined && bytes.length > 0) throw new RequestFault(400, 'bad-body', { where: '/' })
    return undefined
  }
  if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) throw new RequestFault(415, 'json-only')
  const value = parsed(bytes)
  requireShape(schema, value, 'bad-body')
  if (!hasSoundTexts(value)) throw new RequestFault(400, 'bad-text')
  return value
}

function parsed(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(bytes?.toString('utf8') ?? '')
  } catch {
    throw new RequestFault(400, 'bad-json')
  }
}
