import { childOf, isElement } from '../wire/xml/element.ts'
import { DAV, type QName } from '../wire/xml/names.ts'
import { parseXmlBytes, readXmlBytes } from '../wire/xml/parse.ts'
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

/** Clients ask the same few questions over and over: so many are remembered, if they are no longer than this. */
const REMEMBERED = 200
const LONGEST_REMEMBERED = 4096
const remembered = new Map<string, Question>()

export async function readQuestion(exchange: Pick<Exchange, 'request'>): Promise<Question> {
  const body = await readXmlBytes(exchange.request)
  if (body.length > LONGEST_REMEMBERED) return understand(body)
  const text = body.toString('latin1')
  const known = remembered.get(text)
  if (known !== undefined) return known
  const question = understand(body)
  if (remembered.size === REMEMBERED) remembered.delete(remembered.keys().next().value!)
  remembered.set(text, question)
  return question
}

function understand(body: Uint8Array): Question {
  const root = parseXmlBytes(body)
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
