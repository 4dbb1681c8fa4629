import { childOf, isElement } from '../wire/xml/element.ts'
import { DAV, type QName } from '../wire/xml/names.ts'
import { parseXml } from '../wire/xml/parse.ts'
import type { Exchange } from './exchange.ts'
import { badRequest } from './fault.ts'
import { ALLPROP } from './properties/compile.ts'

/** What a PROPFIND wants to know (RFC 4918 §9.1). */
export interface Question {
  readonly kind: 'all' | 'names' | 'some'
  readonly names: readonly QName[]
}

const ALL: Question = { kind: 'all', names: ALLPROP }

/** So many names are answered in one request; no client asks for a tenth of it. */
const MOST_NAMES = 500

export async function readQuestion(exchange: Pick<Exchange, 'request'>): Promise<Question> {
  const root = await parseXml(exchange.request)
  if (root === null) return ALL
  if (!isElement(root, DAV, 'propfind')) throw badRequest('xml-unexpected')
  if (childOf(root, DAV, 'propname') !== undefined) return { kind: 'names', names: [] }
  const prop = childOf(root, DAV, 'prop')
  if (prop === undefined) return ALL
  if (prop.children.length > MOST_NAMES) throw badRequest('too-many-names')
  const seen = new Map<string, QName>()
  for (const { ns, name } of prop.children) seen.set(`${ns}\n${name}`, { ns, name })
  return { kind: 'some', names: [...seen.values()] }
}
