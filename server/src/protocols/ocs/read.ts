import type { OcsCall } from './call.ts'
import { OcsFault } from './call.ts'

/** A parameter as text; JSON numbers and booleans are taken as they would be typed. */
export function readText(call: OcsCall, name: string): string | undefined {
  const value = call.parameters.get(name)
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new OcsFault(400, 'bad-parameter', { name })
}

/** A whole number, also as text; what it is not, is refused. */
export function readInteger(call: OcsCall, name: string): number | undefined {
  const text = readText(call, name)?.trim()
  if (text === undefined || text === '') return undefined
  if (!/^-?\d{1,15}$/.test(text)) throw new OcsFault(400, 'bad-parameter', { name })
  return Number(text)
}

/** `x[]=1&x[]=2`, a JSON list, or one value alone. */
export function readList(call: OcsCall, name: string): string[] {
  const value = call.parameters.get(name)
  if (value === undefined || value === null || value === '') return []
  const items = Array.isArray(value) ? value : [value]
  if (items.length > 1000 || !items.every((item) => ['string', 'number'].includes(typeof item)))
    throw new OcsFault(400, 'bad-parameter', { name })
  return items.map(String)
}
