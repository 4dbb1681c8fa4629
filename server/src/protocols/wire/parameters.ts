/** A value of a parameter: text from forms and queries, anything from JSON. */
export type Parameter = unknown

export type Parameters = ReadonlyMap<string, Parameter>

/** A body of parameters that cannot be read: a 400. */
export class MalformedParameters extends Error {
  readonly fault: 'json' | 'too-many' | 'too-deep'

  constructor(fault: MalformedParameters['fault']) {
    super(`parameters: ${fault}`)
    this.name = 'MalformedParameters'
    this.fault = fault
  }
}

const MOST = 1000
const DEEPEST = 16

export interface ParameterSources {
  /** What follows the `?` of the request, undecoded. */
  readonly query?: string
  readonly contentType?: string
  readonly body?: Uint8Array | string
}

/**
 * All parameters of a request in one map: the query, then a form or a JSON object, which win (ocs.md §1.2).
 * Arrays come as `x[]=1&x[]=2`, `x[0]=1`, or JSON; `x[key]=v` makes an object without prototype.
 * @throws MalformedParameters
 */
export function mergeParameters(sources: ParameterSources): Parameters {
  const merged = new Map<string, Parameter>(readForm(sources.query ?? ''))
  for (const [name, value] of readParameters(sources)) merged.set(name, value)
  return merged
}

function readParameters({ contentType = '', body = '' }: ParameterSources): Map<string, Parameter> {
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8')
  if (text.trim() === '') return new Map()
  const type = contentType.split(';')[0]?.trim().toLowerCase()
  if (type === 'application/json' || type?.endsWith('+json')) return readJson(text)
  return type === 'application/x-www-form-urlencoded' ? readForm(text) : new Map()
}

function readJson(text: string): Map<string, Parameter> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new MalformedParameters('json')
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new MalformedParameters('json')
  const entries = Object.entries(value)
  if (entries.length > MOST) throw new MalformedParameters('too-many')
  return new Map(entries.map(([name, inner]) => [name, withoutPrototype(inner, 1)]))
}

/** JSON as it is, its objects without prototype, so that a key `__proto__` is a key like others. */
function withoutPrototype(value: unknown, depth: number): unknown {
  if (value === null || typeof value !== 'object') return value
  if (depth > DEEPEST) throw new MalformedParameters('too-deep')
  if (Array.isArray(value)) return value.map((inner) => withoutPrototype(inner, depth + 1))
  const copy: Record<string, unknown> = Object.create(null)
  for (const [name, inner] of Object.entries(value)) copy[name] = withoutPrototype(inner, depth + 1)
  return copy
}

function readForm(text: string): Map<string, Parameter> {
  const parameters = new Map<string, Parameter>()
  let count = 0
  for (const [key, value] of new URLSearchParams(text)) {
    count += 1
    if (count > MOST) throw new MalformedParameters('too-many')
    const match = /^([^[\]]+)\[([^[\]]*)\]$/.exec(key)
    if (match) addMember(parameters, match[1] as string, match[2] as string, value)
    else parameters.set(key, value)
  }
  for (const [name, value] of parameters) if (value instanceof Members) parameters.set(name, value.shape())
  return parameters
}

function addMember(parameters: Map<string, Parameter>, name: string, key: string, value: string): void {
  const known = parameters.get(name)
  const members = known instanceof Members ? known : new Members()
  members.add(key, value)
  parameters.set(name, members)
}

/** The members of `x[…]` until it is known whether they make an array or an object. */
class Members {
  readonly #members = new Map<string, string>()
  #next = 0

  add(key: string, value: string): void {
    this.#members.set(key === '' ? String(this.#next) : key, value)
    if (key === '') this.#next += 1
    else if (/^\d{1,9}$/.test(key)) this.#next = Math.max(this.#next, Number(key) + 1)
  }

  /** Numbers make a dense array in their order, so that `x[999999999]` costs one place. */
  shape(): readonly string[] | Readonly<Record<string, string>> {
    const entries = [...this.#members]
    if (entries.every(([key]) => /^\d{1,9}$/.test(key)))
      return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value)
    const record: Record<string, string> = Object.create(null)
    for (const [key, value] of entries) record[key] = value
    return record
  }
}
